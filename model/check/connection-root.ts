import type { DirectAnswer, NoAnswer } from './direct-answer';
import { placeOf } from './interview';
import type { Finding, Root } from './root';

/** Node's codes, and OpenSSL's for certificates (https://docs.openssl.org/3.0/man1/openssl-verification-options/). */
const certificate =
  /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_)/;
/** What OpenSSL says of an answer that is no TLS. */
const noTls = /wrong version number|packet length too long|http request|unknown protocol|record layer/i;

/** What is the matter with a certificate, by the code that says so. */
const certificateWords: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself alone',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an authority that is not known',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is signed by an authority that is not known',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes without that of a known authority that signed it',
};

/**
 * Whether a connection was closed in the midst of a request, as nginx does by `return 444`; one that is reset is none: who does
 * that may stand between.
 */
export function isEmptyResponse({ code, message }: NoAnswer): boolean {
  return code === 'ECONNRESET' && /^(?:socket hang up|the connection ended)$/.test(message);
}

/** The first that fits counts. */
const kinds: readonly (readonly [Root, (reason: NoAnswer) => boolean, string])[] = [
  ['closed-port', ({ code }) => code === 'ECONNREFUSED', 'nothing listens on that port'],
  ['dns', ({ code }) => /^(ENOTFOUND|EAI_|ENODATA)/.test(code), 'the host name is not known'],
  ['no-answer', ({ code }) => code === 'timeout', 'no answer came in time'],
  ['unreachable', ({ code }) => /^(connect-timeout|ETIMEDOUT)$/.test(code), 'no connection comes about'],
  ['unreachable', ({ code }) => /^(EHOST|ENET|EADDRNOTAVAIL)/.test(code), 'no way leads there'],
  ['tls-certificate', ({ code }) => certificate.test(code), 'its certificate is not valid'],
  ['no-tls-spoken', ({ message }) => noTls.test(message), 'it speaks no TLS there: the scheme is http'],
  ['tls-handshake', ({ code }) => /^(EPROTO|ERR_SSL_)/.test(code), 'the TLS handshake failed'],
  ['not-http', ({ code }) => code.startsWith('HPE_'), 'what it answers is no HTTP'],
  ['empty-response', isEmptyResponse, 'the server closes the connection without an answer'],
  ['connection-reset', () => true, 'the connection ended before an answer'],
];

const kindOf = (noAnswer: NoAnswer) => kinds.find(([, fits]) => fits(noAnswer))!;

/** What is there whoever asks, and however often: a finding. What else keeps an answer away may be the network's fault. */
const lasting = new Set<Root>(['tls-certificate', 'no-tls-spoken', 'truncated']);

/** Whether a root of the reason `network` says something of the server, and not of one attempt to reach it. */
export const isLasting = (root: Root | null): boolean => root !== null && lasting.has(root);

/** Whether no browser will ever get an answer there, as long as the server stays as it is. */
export const isRefusedForGood = (noAnswer: NoAnswer): boolean => isLasting(kindOf(noAnswer)[0]);

/** Why no answer came, of an answer with a `noAnswer`. */
export function connectionRoot(answer: DirectAnswer & { readonly noAnswer: NoAnswer }): Finding {
  const { noAnswer } = answer;
  const [root, , usual] = kindOf(noAnswer);
  // A message of our own says how long was waited, and for what.
  const own = noAnswer.code.endsWith('timeout') ? noAnswer.message : undefined;
  const words = own ?? certificateWords[noAnswer.code] ?? usual;
  const says = `${placeOf(answer)} cannot be loaded by anybody: ${words} (${noAnswer.code}).`;
  return { cause: 'network', root, because: [answer], says };
}
