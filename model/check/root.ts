import type { Reason } from '../standards/reason';
import type { DirectAnswer } from './direct-answer';

/** What is at fault on the server, or on the way to it: finer than a reason, and what a fix depends on. */
export const roots = [
  'no-cors-configured',
  'add-header-inheritance',
  'only-on-200',
  'added-twice',
  'list-in-header',
  'wrong-origin-slash',
  'wrong-origin-case',
  'wrong-origin-scheme',
  'wrong-origin-www',
  'wrong-origin-port',
  'wrong-origin-default-port',
  'wrong-origin-quotes',
  'wrong-origin-glob',
  'wrong-origin-trailing',
  'wrong-origin-no-scheme',
  'wrong-origin-path',
  'wrong-origin-unicode',
  'wrong-origin-from-referer',
  'wrong-origin-empty',
  'wrong-origin-null',
  'wrong-origin-unset',
  'wrong-origin-host',
  'origin-not-in-allowlist',
  'answers-differ',
  'cache-without-vary',
  'redirect-without-header',
  'redirect-target-without-header',
  'redirect-null-origin',
  'redirect-loop',
  'redirect-too-long',
  'redirect-invalid',
  'redirect-without-location',
  'static-refuses-options',
  'options-denied',
  'options-behind-auth',
  'options-redirected',
  'options-hung-up',
  'allow-headers-missing',
  'allow-headers-wildcard',
  'preflight-malformed',
  'wildcard-with-credentials',
  'allow-credentials-missing',
  'allow-credentials-not-true',
  'basic-auth',
  'cookie-login',
  'hotlink-protection',
  'destination-refused',
  'user-agent-blocked',
  'expired-link',
  'not-found',
  'forbidden',
  'too-many-requests',
  'tls-expected',
  'client-error',
  'server-error',
  'range-refused',
  'wrong-content-range',
  'compressed-audio',
  'login-page',
  'not-audio',
  'unknown-host',
  'wrong-type-with-nosniff',
  'wrong-type',
  'corp',
  'truncated',
  'mixed-content',
  'closed-port',
  'connection-reset',
  'empty-response',
  'no-tls-spoken',
  'tls-handshake',
  'tls-certificate',
  'no-answer',
  'unreachable',
  'dns',
  'not-http',
] as const;
export type Root = (typeof roots)[number];

/** How the page loads: what is refused to one kind is not to another. `with-authorization` sends a header of that name. */
export type LoadKind = 'anonymous' | 'credentialed' | 'with-authorization' | 'no-cors';

/** What is wrong, and the answers that show it. */
export interface Finding {
  readonly cause: Reason;
  readonly root: Root;
  /** The answers that it is told by; the first is the one that is refused. */
  readonly because: readonly DirectAnswer[];
  /** One sentence, without any query or other secret in it. */
  readonly says: string;
}
