import type { DirectAnswer, NoAnswer } from './direct-answer';
import { placeOf } from './interview';
import type { Finding, Root } from './root';

/** Node's codes, and OpenSSL's for certificates (https://docs.openssl.org/3.0/man1/openssl-verification-options/). */
const certificate =
  /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_)/;
/** What OpenSSL says of an answer that is no TLS. */
const noTls = /wrong version number|packet length too long|http request|unknown protocol|record layer/i;

/** The first that fits counts. */
const kinds: readonly (readonly [Root, (reason: NoAnswer) => boolean, string])[] = [
  ['closed-port', ({ code }) => code === 'ECONNREFUSED', 'nothing listens on that port'],
  ['dns', ({ code }) => /^(ENOTFOUND|EAI_|ENODATA)/.test(code), 'the host name is not known'],
  ['no-answer', ({ code }) => /^(timeout|ETIMEDOUT)$/.test(code), 'no answer came in time'],
  ['no-answer', ({ code }) => /^(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/.test(code), 'no way leads there'],
  ['tls-certificate', ({ code }) => certificate.test(code), 'its certificate is not valid'],
  ['no-tls-spoken', ({ message }) => noTls.test(message), 'it speaks no TLS there: the scheme is http'],
  ['tls-handshake', ({ code }) => /^(EPROTO|ERR_SSL_)/.test(code), 'the TLS handshake failed'],
  ['not-http', ({ code }) => code.startsWith('HPE_'), 'what it answers is no HTTP'],
  ['connection-reset', () => true, 'the connection ended before an answer'],
];

/** Why no answer came, of an answer with a `noAnswer`. */
export function connectionRoot(answer: DirectAnswer & { readonly noAnswer: NoAnswer }): Finding {
  const { noAnswer } = answer;
  const [root, , words] = kinds.find(([, fits]) => fits(noAnswer))!;
  const says = `${placeOf(answer)} cannot be loaded by anybody: ${words} (${noAnswer.code}).`;
  return { cause: 'network', root, because: [answer], says };
}
