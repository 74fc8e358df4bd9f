import type { HeaderLine } from '../http/headers';
import { essenceOf } from '../http/mime-type';

/** https://fetch.spec.whatwg.org/#cors-safelisted-method */
export const isSafelistedMethod = (method: string): boolean =>
  method === 'GET' || method === 'HEAD' || method === 'POST';

/** https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte */
// eslint-disable-next-line no-control-regex -- the standard names these bytes
const unsafeByte = /[\x00-\x08\x0a-\x1f"():<>?@[\\\]{}\x7f]/;
const languageValue = /^[0-9A-Za-z *,\-.;=]*$/;
const safelistedEssences: readonly (string | null)[] = [
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
];

/** A simple range header value with a start (https://fetch.spec.whatwg.org/#simple-range-header-value). */
function isSimpleRange(value: string): boolean {
  const found = /^bytes=(\d+)-(\d*)$/.exec(value);
  return found !== null && (found[2] === '' || BigInt(found[1]!) <= BigInt(found[2]!));
}

/** https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
export function isSafelistedHeader(name: string, value: string): boolean {
  if (value.length > 128) return false;
  switch (name.toLowerCase()) {
    case 'accept':
      return !unsafeByte.test(value);
    case 'accept-language':
    case 'content-language':
      return languageValue.test(value);
    case 'content-type':
      return !unsafeByte.test(value) && safelistedEssences.includes(essenceOf(value));
    case 'range':
      return isSimpleRange(value);
  }
  return false;
}

/** https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names: lower-case, sorted, each once */
export function unsafeHeaderNames(headers: readonly HeaderLine[]): string[] {
  const unsafe = new Set<string>();
  const safelisted: string[] = [];
  let size = 0;
  for (const [name, value] of headers) {
    if (!isSafelistedHeader(name, value)) {
      unsafe.add(name.toLowerCase());
    } else {
      safelisted.push(name.toLowerCase());
      size += value.length;
    }
  }
  if (size > 1024) safelisted.forEach((name) => unsafe.add(name));
  return [...unsafe].sort();
}
