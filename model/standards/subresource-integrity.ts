import type { Answer } from './exchange-case';

/** Stands for the right digest of the body, which nobody has to work out. */
const rightDigest = '{body}';

/** Weakest first (https://w3c.github.io/webappsec-subresource-integrity/#getPrioritizedHashFunction). */
const algorithms = ['sha256', 'sha384', 'sha512'];

/** https://w3c.github.io/webappsec-subresource-integrity/#parse-metadata: the digests of the strongest algorithm; none where no item has one that is known. */
function strongestDigests(metadata: string): string[] {
  const items = metadata.split(/[\t\n\f\r ]+/).flatMap((item) => {
    const [expression = ''] = item.split('?');
    const [, algorithm = '', digest = ''] = /^([^-]+)-(.+)$/.exec(expression) ?? [];
    const strength = algorithms.indexOf(algorithm.toLowerCase());
    return strength === -1 ? [] : [{ strength, digest }];
  });
  const strongest = Math.max(...items.map(({ strength }) => strength));
  return items.filter(({ strength }) => strength === strongest).map(({ digest }) => digest);
}

/** Whether metadata name a digest by an algorithm of the standard. */
export const namesDigest = (metadata: string): boolean => strongestDigests(metadata).length > 0;

/** https://fetch.spec.whatwg.org/#null-body-status, and answers to HEAD. */
const hasNoBody = (status: number, method: string): boolean =>
  method === 'HEAD' || [101, 103, 204, 205, 304].includes(status);

/**
 * Main fetch, 22: whether the integrity metadata of a request refuse what came
 * (https://w3c.github.io/webappsec-subresource-integrity/#does-response-match-metadatalist). A digest that is spelled out is of other bytes.
 */
export function refusesIntegrity(
  metadata: string,
  { status }: Answer,
  { method, isOpaque }: { readonly method: string; readonly isOpaque: boolean },
): boolean {
  if (metadata === '') return false;
  // What nobody may read cannot be compared.
  if (isOpaque || hasNoBody(status, method)) return true;
  const digests = strongestDigests(metadata);
  return digests.length > 0 && !digests.includes(rightDigest);
}
