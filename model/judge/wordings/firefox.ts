import type { Reason } from '../../standards/reason';
import {
  corsReasons,
  headerNotAllowed,
  isRedirect,
  linesOf,
  malformedIn,
  preflightReasons,
  said,
  type Placeholders,
  type WordedLoad,
  type Wording,
} from './wording';
import { isMedia } from '../../standards/media-destination';

const blocked = (why: string): string =>
  `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {url}. (Reason: ${why}).`;

const statusOf = ({ answer }: WordedLoad): Placeholders => ({ status: answer?.status ?? null });
const allowOriginOf = (load: WordedLoad): Placeholders => ({
  value: said(load, 'access-control-allow-origin'),
});
const isList = (load: WordedLoad): boolean => linesOf(load, 'access-control-allow-origin') > 1;
/** Firefox writes a host of a policy with the scheme that it stands for: that of the page. */
const withSchemes = (directive: string, page: string): string =>
  directive.replace(/ ([\w*][^\s:]*(?::(?:\d+|\*))?(?:\/\S*)?)(?= |$)/g, (_, source: string) =>
    source === '*' ? ' *' : ` ${/^\w+/.exec(page)![0]}://${source}`,
  );
const isOfElement = ({ api }: WordedLoad): boolean => isMedia(api);

/** What a network error without a message of its own may stand for: Firefox has one for everything that it refuses. */
const anyRefusal: readonly Reason[] = [
  ...corsReasons,
  ...preflightReasons,
  'csp',
  'orb',
  'scheme',
  'mixed-content',
  'local-network',
  'mode-same-origin',
  'redirect-invalid',
  'bad-port',
];

/**
 * Firefox's names are those of its console messages (`security.properties`, `csp.properties`) or of a network error. The
 * messages are those of version 153.
 */
export const firefoxWordings: readonly Wording[] = [
  {
    code: 'CORSMissingAllowOrigin2',
    says: `${blocked('CORS header ‘Access-Control-Allow-Origin’ missing')} Status code: {status}.`,
    reasons: ['allow-origin-missing'],
    fill: statusOf,
  },
  {
    code: 'CORSMultipleAllowOriginNotAllowed',
    says: blocked('Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed'),
    reasons: ['allow-origin-multiple'],
    // It counts the lines of an answer, and takes one without a head, of a connection that was closed, for too many.
    // https://searchfox.org/mozilla-central/source/netwerk/protocol/http/nsCORSListenerProxy.cpp
    rarely: ['preflight-unanswered', 'network'],
    when: isList,
  },
  {
    code: 'CORSAllowOriginNotMatchingOrigin',
    says: blocked('CORS header ‘Access-Control-Allow-Origin’ does not match ‘{value}’'),
    // A list in one line is to Firefox one value that does not match.
    reasons: ['allow-origin-mismatch', 'allow-origin-multiple', 'redirect-null-origin'],
    when: (load) => !isList(load),
    fill: allowOriginOf,
  },
  {
    code: 'CORSNotSupportingCredentials',
    says: 'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ‘{url}’. (Reason: Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’).',
    reasons: ['wildcard-with-credentials'],
  },
  {
    code: 'CORSMissingAllowCredentials',
    says: blocked('expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’'),
    reasons: ['allow-credentials-missing'],
  },
  {
    code: 'CORSPreflightDidNotSucceed3',
    says: `${blocked('CORS preflight response did not succeed')} Status code: {status}.`,
    reasons: ['preflight-status'],
    fill: statusOf,
  },
  {
    code: 'CORSExternalRedirectNotAllowed',
    says: blocked('CORS request external redirect not allowed'),
    reasons: ['preflight-status', 'redirect-invalid'],
    when: (load) => load.isPreflight && isRedirect(load),
  },
  {
    code: 'CORSMissingAllowHeaderFromPreflight2',
    says: blocked(
      'header ‘{value}’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response',
    ),
    reasons: ['preflight-header-not-allowed'],
    fill: (load) => ({ value: headerNotAllowed(load) }),
  },
  {
    code: 'CORSMethodNotFound',
    says: blocked('Did not find method in CORS header ‘Access-Control-Allow-Methods’'),
    reasons: ['preflight-method-not-allowed'],
  },
  {
    code: 'CORSInvalidAllowHeader',
    says: blocked('invalid token ‘{value}’ in CORS header ‘Access-Control-Allow-Headers’'),
    reasons: ['preflight-malformed'],
    when: (load) => malformedIn(load, 'access-control-allow-headers') !== null,
    fill: (load) => ({ value: malformedIn(load, 'access-control-allow-headers') }),
  },
  {
    code: 'CORSInvalidAllowMethod',
    says: blocked('invalid token ‘{value}’ in CORS header ‘Access-Control-Allow-Methods’'),
    reasons: ['preflight-malformed'],
    when: (load) => malformedIn(load, 'access-control-allow-methods') !== null,
    fill: (load) => ({ value: malformedIn(load, 'access-control-allow-methods') }),
  },
  {
    code: 'CORSRequestNotHttp',
    says: blocked('CORS request not http'),
    reasons: ['scheme', 'redirect-invalid'],
    when: ({ mode, urls }) => mode === 'cors' && !/^https?:/.test(urls[1]),
  },
  {
    // Comes after the message proper, and alone where the connection failed.
    code: 'CORSDidNotSucceed2',
    says: `${blocked('CORS request did not succeed')} Status code: {status}.`,
    reasons: ['network', ...anyRefusal],
  },
  {
    code: 'CSPGenericViolation',
    says: 'Content-Security-Policy: The page’s settings blocked the loading of a resource ({value}) at {url} because it violates the following directive: “{directive}”',
    reasons: ['csp'],
    fill: ({ directive, page }) => ({
      value: directive?.standsFor ?? null,
      directive: directive && withSchemes(directive.text, page),
    }),
  },
  {
    code: 'BlockMixedActiveContent',
    says: 'Blocked loading mixed active content “{url}”',
    reasons: ['mixed-content'],
    when: (load) => !isOfElement(load),
  },
  {
    code: 'CORPBlocked',
    says: 'The resource at “{url}” was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof). See {link}',
    reasons: ['corp'],
    fill: () => ({
      link: 'https://developer.mozilla.org/docs/Web/HTTP/Cross-Origin_Resource_Policy_(CORP)#',
    }),
  },
  { code: 'NS_ERROR_LOCAL_NETWORK_ACCESS_DENIED', says: null, reasons: ['local-network'] },
  { code: 'NS_ERROR_DOM_CORP_FAILED', says: null, reasons: ['corp'] },
  { code: 'NS_ERROR_DOM_BAD_URI', says: null, reasons: anyRefusal },
  { code: 'NS_ERROR_UNEXPECTED', says: null, reasons: anyRefusal },
  { code: 'NS_ERROR_NET_RESET', says: null, reasons: ['network', 'preflight-unanswered'] },
  { code: 'NS_ERROR_NET_PARTIAL_TRANSFER', says: null, reasons: ['network'] },
  {
    code: null,
    says: 'The HTMLMediaElement passed to createMediaElementSource has a cross-origin resource, the node will output silence.',
    reasons: ['no-crossorigin'],
  },
  {
    code: null,
    says: 'HTTP load failed with status {status}. Load of media resource {url} failed.',
    reasons: ['http-status', 'auth'],
    when: isOfElement,
    fill: statusOf,
  },
  {
    code: null,
    says: 'Media resource {url} could not be decoded.',
    reasons: ['decode'],
    when: isOfElement,
  },
  {
    code: null,
    says: 'The resource at “{url}” was blocked by OpaqueResponseBlocking. Reason: “{why}”.',
    reasons: ['orb'],
  },
  {
    // decodeAudioData() throws it: of a page of error, or of nothing at all, too.
    code: null,
    says: 'The buffer passed to decodeAudioData contains an unknown content type.',
    reasons: ['decode', 'http-status', 'no-cors-mode'],
    when: () => false,
  },
  {
    code: null,
    says: 'The buffer passed to decodeAudioData contains invalid content which cannot be decoded successfully.',
    reasons: ['decode', 'http-status', 'no-cors-mode'],
    when: () => false,
  },
  {
    code: null,
    says: 'The buffer passed to decodeAudioData does not contain any audio.',
    reasons: ['decode', 'http-status', 'no-cors-mode'],
    when: () => false,
  },
  {
    code: null,
    says: 'A resource is blocked by OpaqueResponseBlocking, please check browser console for details.',
    reasons: ['orb'],
    when: () => false,
  },
  {
    code: null,
    says: 'An AudioContext was prevented from starting automatically. It must be created or resumed after a user gesture on the page.',
    reasons: ['context-suspended'],
    when: () => false,
  },
  {
    // What play() rejects with; nothing is written if a page catches it, but for the next.
    code: null,
    says: 'NotAllowedError: The play method is not allowed by the user agent or the platform in the current context, possibly because the user denied permission.',
    reasons: ['not-allowed-to-play'],
  },
  {
    code: null,
    says: 'Autoplay is only allowed when approved by the user, the site is activated by the user, or media is muted.',
    reasons: ['not-allowed-to-play'],
  },
  {
    // Of versions before 78.
    code: null,
    says: blocked(
      'missing token ‘{value}’ in CORS header ‘Access-Control-Allow-Headers’ from CORS preflight channel',
    ),
    reasons: ['preflight-header-not-allowed'],
    when: () => false,
  },
  {
    // Firefox asks a preflight again and again before it says so.
    code: null,
    says: `${blocked('CORS request did not succeed')} Status code: (null).`,
    reasons: ['network', 'preflight-unanswered', 'local-network'],
    when: ({ mode, answer }) => mode === 'cors' && answer === null,
  },
];
