import type { Policy } from './policy';

/** Base64 and UTF-8, as Node and browsers alike have them; the model has the types of neither. */
declare const btoa: (bytes: string) => string;
declare const TextEncoder: new () => { encode(text: string): Uint8Array };

function base64url(text: string): string {
  const bytes = [...new TextEncoder().encode(text)].map((byte) => String.fromCharCode(byte)).join('');
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Characters that the segment of an ad-hoc policy may have. */
export const maxSegment = 6_000;

/** The path segment that asks a server for `policy`: its name, or `~` and the base64url of its JSON. */
export const policySegment = (policy: string | Policy): string =>
  typeof policy === 'string' ? policy : `~${base64url(JSON.stringify(policy))}`;
