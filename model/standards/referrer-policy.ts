import { getHeader } from '../http/headers';
import type { HeaderLine } from '../http/headers';
import type { Url } from '../http/url';

export const referrerPolicies = [
  'no-referrer',
  'no-referrer-when-downgrade',
  'same-origin',
  'origin',
  'strict-origin',
  'origin-when-cross-origin',
  'strict-origin-when-cross-origin',
  'unsafe-url',
] as const;
export type ReferrerPolicy = (typeof referrerPolicies)[number];

/** https://w3c.github.io/webappsec-referrer-policy/#default-referrer-policy */
export const defaultReferrerPolicy: ReferrerPolicy = 'strict-origin-when-cross-origin';

/** https://w3c.github.io/webappsec-referrer-policy/#parse-referrer-policy-from-header: the last one that is known */
export function referrerPolicyOf(headers: readonly HeaderLine[]): ReferrerPolicy | undefined {
  return getHeader(headers, 'referrer-policy')
    ?.split(',')
    .map((word) => referrerPolicies.find((policy) => policy === word.trim().toLowerCase()))
    .findLast(Boolean);
}

/**
 * Append a request `Origin` header (https://fetch.spec.whatwg.org/#append-a-request-origin-header), 4.1: whether the page's
 * origin is hidden, the mode not being `cors`.
 */
export function hidesOrigin(
  {
    client,
    referrerPolicy,
  }: { readonly client: { readonly origin: string }; readonly referrerPolicy: ReferrerPolicy },
  url: Url,
): boolean {
  switch (referrerPolicy) {
    case 'no-referrer':
      return true;
    case 'no-referrer-when-downgrade':
    case 'strict-origin':
    case 'strict-origin-when-cross-origin':
      return client.origin.startsWith('https:') && url.scheme !== 'https';
    case 'same-origin':
      return url.origin !== client.origin;
  }
  return false;
}
