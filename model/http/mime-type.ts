import type { HeaderLine } from './headers';
import { getHeader, stripWhitespace } from './headers';

const essence = /^[!#$%&'*+\-.^_`|~\w]+\/[!#$%&'*+\-.^_`|~\w]+$/;

/** https://mimesniff.spec.whatwg.org/#parse-a-mime-type: its essence, lower-case; null if the value is none */
export function essenceOf(value: string): string | null {
  const found = stripWhitespace(value.split(';')[0]!);
  return essence.test(found) ? found.toLowerCase() : null;
}

/** https://fetch.spec.whatwg.org/#header-value-get-decode-and-split: commas in quotes do not split */
export const splitList = (value: string): string[] =>
  // An empty text matches, too.
  value.match(/(?:[^",]|"(?:[^"\\]|\\.)*(?:"|$))+|(?<=,|^)(?=,|$)/gs)!.map(stripWhitespace);

/** https://fetch.spec.whatwg.org/#concept-header-extract-mime-type: the essence of the last one that is one, or null */
export function extractEssence(headers: readonly HeaderLine[]): string | null {
  const value = getHeader(headers, 'content-type');
  if (value === null) return null;
  const essences = splitList(value).map(essenceOf);
  return essences.findLast((each) => each !== null && each !== '*/*') ?? null;
}

/** https://mimesniff.spec.whatwg.org/#javascript-mime-type */
const javaScript =
  /^((application|text)\/(x-)?(ecmascript|javascript)|text\/(javascript1\.[0-5]|jscript|livescript))$/;

export const isJavaScript = (headers: readonly HeaderLine[]): boolean =>
  javaScript.test(extractEssence(headers) ?? '');
