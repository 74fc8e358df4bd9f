import type { HeaderLine } from '../policies/policy';

/** Headers of which there is one: where two lines differ, somebody has split the answer. */
const single = new Set(['location', 'content-length']);

/**
 * Whether engines give the answer up as corrupted, whatever its status. The standard has it for the `Location` of a
 * redirect (https://fetch.spec.whatwg.org/#extract-header-list-values), there even where both lines are the same.
 */
export function isCorrupted(headers: readonly HeaderLine[]): boolean {
  const seen = new Map<string, string>();
  for (const [raw, value] of headers) {
    if (raw.length !== 8 && raw.length !== 14) continue;
    const name = raw.toLowerCase();
    if (!single.has(name)) continue;
    const known = seen.get(name);
    if (known !== undefined && known !== value.trim()) return true;
    seen.set(name, value.trim());
  }
  return false;
}
