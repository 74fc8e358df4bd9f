import type { Answer } from './exchange-case';

/** Stands for the right digest of the body, which nobody has to work out. */
const rightDigest = '{body}';

/**
 * The digest of no bytes by each algorithm, weakest first
 * (https://w3c.github.io/webappsec-subresource-integrity/#getPrioritizedHashFunction).
 */
const emptyDigests = new Map([
  ['sha256', '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='],
  ['sha384', 'OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb'],
  ['sha512', 'z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg=='],
]);
const algorithms = [...emptyDigests.keys()];

/** https://w3c.github.io/webappsec-subresource-integrity/#parse-metadata: the digests of the strongest algorithm; none where no item has one that is known, in small letters. */
function strongestDigests(metadata: string): { readonly algorithm: string; readonly digest: string }[] {
  const items = metadata.split(/[\t\n\f\r ]+/).flatMap((item) => {
    const [expression = ''] = item.split('?');
    const [, algorithm = '', digest = ''] = /^([^-]+)-(.+)$/.exec(expression) ?? [];
    const strength = algorithms.indexOf(algorithm);
    return strength === -1 ? [] : [{ strength, algorithm, digest }];
  });
  const strongest = Math.max(...items.map(({ strength }) => strength));
  return items.filter(({ strength }) => strength === strongest);
}

/**
 * Whether metadata refuse bytes.
 * @param isEmpty whether there are none
 * @param isGot whether they are those that GET gets, whose digest the right one is
 */
function refusesBytes(metadata: string, isEmpty: boolean, isGot: boolean): boolean {
  const digests = strongestDigests(metadata);
  const isRight = ({ algorithm, digest }: (typeof digests)[number]): boolean =>
    digest === rightDigest ? isGot : isEmpty && digest === emptyDigests.get(algorithm);
  return digests.length > 0 && !digests.some(isRight);
}

/** https://fetch.spec.whatwg.org/#null-body-status, and answers to HEAD. */
const hasNoBody = (status: number, method: string): boolean =>
  method === 'HEAD' || [101, 103, 204, 205, 304].includes(status);

/**
 * Main fetch, 22: whether the integrity metadata of a request refuse what came
 * (https://w3c.github.io/webappsec-subresource-integrity/#does-response-match-metadatalist). A digest that is spelled out is of other bytes, but for
 * that of none.
 */
export function refusesIntegrity(
  metadata: string,
  { status, body }: Answer,
  {
    method,
    isOpaque,
    comparesNoBody,
  }: { readonly method: string; readonly isOpaque: boolean; readonly comparesNoBody: boolean },
): boolean {
  if (metadata === '') return false;
  // What nobody may read cannot be compared.
  if (isOpaque) return true;
  const isEmpty = body === 'empty';
  if (!hasNoBody(status, method)) return refusesBytes(metadata, isEmpty, true);
  return comparesNoBody ? refusesBytes(metadata, true, isEmpty) : true;
}
