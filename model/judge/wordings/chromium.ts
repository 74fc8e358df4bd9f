import { parseUrl } from '../../http/url';
import {
  headerNotAllowed,
  isRedirect,
  malformedIn,
  said,
  type Placeholders,
  type Wording,
  type WordedLoad,
} from './wording';
import { isMedia } from '../../standards/media-destination';

const access = "Access to fetch at '{url}' from origin '{origin}' has been blocked by CORS policy: ";
const preflight = `${access}Response to preflight request doesn't pass access control check: `;
const schemeOf = (url: string): string => /^[^:]*/.exec(url)![0];

/** How Chromium ends its messages on CORS for some APIs. */
const advice = ({ api }: WordedLoad): string =>
  api === 'fetch' ? ' Have the server send the header with a valid value.' : '';
const credentials = ({ api }: WordedLoad): string =>
  api === 'XMLHttpRequest'
    ? ' The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.'
    : '';

const allowOrigin = (load: WordedLoad): string | null => said(load, 'access-control-allow-origin');
/** Chromium reads the value as a URL before it compares it. */
const isUrl = (value: string | null): boolean => value === 'null' || parseUrl(value ?? '') !== null;

/** The request says that its server is in another address space than it is. */
const isMisaimed = ({ addressSpace, targetAddressSpace }: WordedLoad): boolean =>
  targetAddressSpace !== null && targetAddressSpace !== addressSpace;
const spaces = ({ addressSpace, targetAddressSpace }: WordedLoad): Placeholders => ({
  space: addressSpace,
  target: targetAddressSpace,
});

type Check = Omit<Wording, 'code'> & { readonly code: string; readonly says: string };

/** The CORS check, which a preflight undergoes as well: two codes for each. */
const corsChecks = (
  [
    {
      code: 'MissingAllowOriginHeader',
      says: "No 'Access-Control-Allow-Origin' header is present on the requested resource.",
      reasons: ['allow-origin-missing'],
    },
    {
      code: 'AllowOriginMismatch',
      says: `The 'Access-Control-Allow-Origin' header has a value '{value}' that is not equal to the supplied origin.`,
      tail: advice,
      reasons: ['allow-origin-mismatch', 'redirect-null-origin'],
      when: (load) => isUrl(allowOrigin(load)),
      fill: (load) => ({ value: allowOrigin(load) }),
    },
    {
      code: 'InvalidAllowOriginValue',
      says: `The 'Access-Control-Allow-Origin' header contains the invalid value '{value}'.`,
      tail: advice,
      reasons: ['allow-origin-mismatch'],
      when: (load) => !isUrl(allowOrigin(load)),
      fill: (load) => ({ value: allowOrigin(load) }),
    },
    {
      code: 'MultipleAllowOriginValues',
      says: `The 'Access-Control-Allow-Origin' header contains multiple values '{value}', but only one is allowed.`,
      tail: advice,
      reasons: ['allow-origin-multiple'],
      fill: (load) => ({ value: allowOrigin(load) }),
    },
    {
      code: 'WildcardOriginNotAllowed',
      says: "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.",
      tail: credentials,
      reasons: ['wildcard-with-credentials'],
    },
    {
      code: 'InvalidAllowCredentials',
      says: "The value of the 'Access-Control-Allow-Credentials' header in the response is '{value}' which must be 'true' when the request's credentials mode is 'include'.",
      tail: credentials,
      reasons: ['allow-credentials-missing'],
      fill: (load) => ({ value: said(load, 'access-control-allow-credentials') ?? '' }),
    },
  ] satisfies readonly Check[] as readonly Check[]
).flatMap(({ code, says, when, ...rest }): Wording[] => [
  { ...rest, code, says: access + says, when: (load) => !load.isPreflight && when?.(load) !== false },
  {
    ...rest,
    code: `Preflight${code}`,
    says: preflight + says,
    when: (load) => load.isPreflight && when?.(load) !== false,
  },
]);

const failed = 'Failed to load resource: ';
const hasUserName = (location: string | null): boolean => /^[a-z]+:\/\/[^/]*@/i.test(location ?? '');
const isHttpUrl = ({ urls }: WordedLoad): boolean => /^https?:/.test(urls[1]);

/** The words beside a status: servers over HTTP/1.1 send them, and these are the usual ones. */
const phrases: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  410: 'Gone',
  416: 'Range Not Satisfiable',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

const statusOf = ({ answer }: WordedLoad): Placeholders => {
  const status = answer?.status ?? null;
  return { status, phrase: status === null ? null : (phrases[status] ?? '') };
};

const directive =
  'violates the following Content Security Policy directive: "{directive}".{fallback} The action has been blocked.';
const directiveOf = ({ directive: by }: WordedLoad): Placeholders => ({
  directive: by?.text ?? null,
  fallback:
    by && by.name !== by.standsFor
      ? ` Note that '${by.standsFor}' was not explicitly set, so '${by.name}' is used as a fallback.`
      : '',
});

const corpOf = (load: WordedLoad): string | null => said(load, 'cross-origin-resource-policy');
const blockedBy = (what: string): string => `${failed}net::ERR_BLOCKED_BY_RESPONSE.${what}`;

/**
 * Chromium's names are those of its DevTools protocol: `Network.CorsError`, `Network.BlockedReason`, or a network error.
 * The messages are those of version 156.
 */
export const chromiumWordings: readonly Wording[] = [
  ...corsChecks,
  {
    code: 'PreflightInvalidStatus',
    says: `${preflight}It does not have HTTP ok status.`,
    reasons: ['preflight-status'],
    when: (load) => !isRedirect(load),
  },
  {
    code: 'PreflightDisallowedRedirect',
    says: `${preflight}Redirect is not allowed for a preflight request.`,
    reasons: ['preflight-status'],
    when: isRedirect,
  },
  {
    // Of versions before 70, as the next one.
    code: null,
    says: `${access}Response for preflight has invalid HTTP status code {status}`,
    reasons: ['preflight-status'],
    when: () => false,
  },
  {
    code: null,
    says: `${access}Response for preflight is invalid (redirect)`,
    reasons: ['preflight-status'],
    when: () => false,
  },
  { code: 'net::ERR_INVALID_REDIRECT', says: null, reasons: ['preflight-status', 'redirect-invalid'] },
  {
    code: 'HeaderDisallowedByPreflightResponse',
    says: `${access}Request header field {value} is not allowed by Access-Control-Allow-Headers in preflight response.`,
    reasons: ['preflight-header-not-allowed'],
    fill: (load) => ({ value: headerNotAllowed(load) }),
  },
  {
    code: 'MethodDisallowedByPreflightResponse',
    says: `${access}Method {value} is not allowed by Access-Control-Allow-Methods in preflight response.`,
    reasons: ['preflight-method-not-allowed'],
    fill: ({ method }) => ({ value: method }),
  },
  {
    code: 'InvalidAllowMethodsPreflightResponse',
    says: `${access}Cannot parse Access-Control-Allow-Methods response header field in preflight response.`,
    reasons: ['preflight-malformed'],
    when: (load) => malformedIn(load, 'access-control-allow-methods') !== null,
  },
  {
    code: 'InvalidAllowHeadersPreflightResponse',
    says: `${access}Cannot parse Access-Control-Allow-Headers response header field in preflight response.`,
    reasons: ['preflight-malformed'],
    when: (load) => malformedIn(load, 'access-control-allow-methods') === null,
  },
  {
    // The name of the error says how the connection ended.
    code: 'net::ERR_EMPTY_RESPONSE',
    says: `${failed}net::ERR_EMPTY_RESPONSE`,
    reasons: ['preflight-unanswered', 'network'],
    when: ({ isPreflight }) => isPreflight,
  },
  {
    code: 'RedirectContainsCredentials',
    says: `${access}Redirect location '{value}' contains a username and password, which is disallowed for cross-origin requests.`,
    reasons: ['redirect-invalid'],
    when: (load) => hasUserName(said(load, 'location')),
    fill: (load) => ({ value: said(load, 'location') }),
  },
  {
    code: 'CorsDisabledScheme',
    says: `${access}Cross origin requests are only supported for protocol schemes: {value}.`,
    reasons: ['scheme', 'redirect-invalid'],
    when: () => false,
  },
  {
    // Of versions before 59.
    code: null,
    says: `${access}Cross origin requests are only supported for HTTP.`,
    reasons: ['scheme', 'redirect-invalid'],
    when: () => false,
  },
  {
    code: null,
    says: 'Fetch API cannot load {url}. URL scheme "{value}" is not supported.',
    reasons: ['scheme'],
    when: ({ api }) => api === 'fetch',
    fill: ({ urls }) => ({ value: schemeOf(urls[1]) }),
  },
  {
    code: null,
    says: '{value} is not supported.',
    reasons: ['scheme'],
    when: ({ api }) => api === 'XMLHttpRequest',
    fill: ({ urls }) => ({ value: schemeOf(urls[1]).toUpperCase() }),
  },
  {
    // A page over http asked for a file.
    code: null,
    says: 'Not allowed to load local resource: {url}',
    reasons: ['scheme'],
    when: ({ urls }) => /^file:/i.test(urls[1]),
  },
  {
    code: 'net::ERR_UNKNOWN_URL_SCHEME',
    says: `${failed}net::ERR_UNKNOWN_URL_SCHEME`,
    reasons: ['scheme', 'redirect-invalid'],
    when: (load) => isMedia(load.api) && !isHttpUrl(load),
  },
  { code: 'DisallowedByMode', says: null, reasons: ['mode-same-origin'] },
  {
    code: null,
    says: 'Fetch API cannot load {url}. Request mode is "same-origin" but the URL\'s origin is not same as the request origin {origin}.',
    reasons: ['mode-same-origin'],
  },
  {
    code: 'LocalNetworkAccessPermissionDenied',
    says: `${access}Permission was denied for this request to access the \`{space}\` address space.`,
    reasons: ['local-network'],
    when: (load) => load.isSecureContext && !isMisaimed(load),
    fill: spaces,
  },
  {
    code: 'InsecureLocalNetwork',
    says: `${access}The request client is not a secure context and the resource is in more-private address space \`{space}\`.`,
    reasons: ['local-network'],
    when: (load) => !load.isSecureContext && !isMisaimed(load),
    fill: spaces,
  },
  {
    code: 'InvalidLocalNetworkAccess',
    says: `${access}Request had a target IP address space of \`{target}\` yet the resource is in address space \`{space}\`.`,
    reasons: ['local-network'],
    when: isMisaimed,
    fill: spaces,
  },
  {
    code: 'net::ERR_UNSAFE_PORT',
    says: `${failed}net::ERR_UNSAFE_PORT`,
    reasons: ['bad-port'],
  },
  {
    code: 'csp',
    says: `Connecting to '{url}' ${directive}`,
    reasons: ['csp'],
    when: ({ api }) => !isMedia(api),
    fill: directiveOf,
  },
  {
    // Of versions before 140, as that of an element.
    code: null,
    says: `Refused to connect to '{url}' because it violates the following Content Security Policy directive: "{directive}".`,
    reasons: ['csp'],
    when: () => false,
  },
  {
    code: null,
    says: `Refused to load media from '{url}' because it violates the following Content Security Policy directive: "{directive}".`,
    reasons: ['csp'],
    when: () => false,
  },
  {
    code: null,
    says: "Fetch API cannot load {url}. Refused to connect because it violates the document's Content Security Policy.",
    reasons: ['csp'],
    when: ({ api, urls: [first, last] }) => api === 'fetch' && first === last,
  },
  {
    code: 'csp',
    // Two blanks: the kind of media, between them, is empty.
    says: `Loading media from  '{url}' ${directive}`,
    reasons: ['csp'],
    when: ({ api }) => isMedia(api),
    fill: directiveOf,
  },
  {
    code: 'mixed-content',
    says: "Mixed Content: The page at '{page}' was loaded over HTTPS, but requested an insecure {what} '{url}'. This request has been blocked; the content must be served over HTTPS.",
    reasons: ['mixed-content'],
    when: ({ api, answer }) => !isMedia(api) && answer === null,
    fill: ({ api }) => ({ what: api === 'XMLHttpRequest' ? 'XMLHttpRequest endpoint' : 'resource' }),
  },
  {
    code: null,
    says: "Mixed Content: The page at '{page}' was loaded over HTTPS, but requested an insecure element '{url}'. This request was automatically upgraded to HTTPS, For more information see https://blog.chromium.org/2019/10/no-more-mixed-messages-about-https.html",
    reasons: ['mixed-content'],
    when: ({ api }) => isMedia(api),
  },
  {
    // The server behind an upgraded URL does not speak TLS.
    code: 'net::ERR_SSL_PROTOCOL_ERROR',
    says: `${failed}net::ERR_SSL_PROTOCOL_ERROR`,
    reasons: ['mixed-content', 'network'],
    when: ({ api }) => isMedia(api),
  },
  {
    code: 'corp-not-same-origin',
    says: blockedBy('NotSameOrigin'),
    reasons: ['corp'],
    when: (load) => corpOf(load) === 'same-origin',
  },
  {
    code: 'corp-not-same-site',
    says: blockedBy('NotSameSite'),
    reasons: ['corp'],
    when: (load) => corpOf(load) === 'same-site',
  },
  {
    code: 'corp-not-same-origin-after-defaulted-to-same-origin-by-coep',
    says: blockedBy('NotSameOriginAfterDefaultedToSameOriginByCoep'),
    reasons: ['corp'],
    when: (load) => !['same-origin', 'same-site'].includes(corpOf(load) ?? ''),
  },
  {
    // Opaque response blocking stands before an element learns of an error status. Its console stays empty: the network panel has it.
    code: 'net::ERR_BLOCKED_BY_ORB',
    says: `${failed}net::ERR_BLOCKED_BY_ORB`,
    reasons: ['orb', 'auth', 'http-status'],
    when: () => false,
  },
  {
    code: null,
    says: `${failed}the server responded with a status of {status} ({phrase})`,
    reasons: ['http-status', 'auth'],
    // Without CORS an element gets none: opaque-response blocking comes first, and writes nothing.
    when: ({ mode }) => mode !== 'no-cors',
    fill: statusOf,
  },
  {
    // What the developer tools make of the one before.
    code: null,
    says: 'GET {url} {status} ({phrase})',
    reasons: ['http-status', 'auth'],
    when: () => false,
  },
  {
    // decodeAudioData() throws it: of a page of error, or of nothing at all, too.
    code: null,
    says: 'Unable to decode audio data',
    reasons: ['decode', 'http-status', 'no-cors-mode'],
    when: () => false,
  },
  {
    // Told once of each context, whether it is resumed later or not.
    code: null,
    says: 'The AudioContext was not allowed to start. It must be resumed (or created) after a user gesture on the page.',
    reasons: ['context-suspended'],
    when: () => false,
  },
  {
    // What play() rejects with; nothing is written if a page catches it.
    code: null,
    says: "NotAllowedError: play() failed because the user didn't interact with the document first.",
    reasons: ['not-allowed-to-play'],
  },
  {
    // Of versions before 66, on phones.
    code: null,
    says: 'NotAllowedError: play() can only be initiated by a user gesture.',
    reasons: ['not-allowed-to-play'],
    when: () => false,
  },
  {
    code: 'net::ERR_CONNECTION_RESET',
    says: `${failed}net::ERR_CONNECTION_RESET`,
    reasons: ['network', 'preflight-unanswered'],
    when: ({ isPreflight }) => isPreflight,
  },
  {
    code: 'net::ERR_CONTENT_LENGTH_MISMATCH',
    says: `${failed}net::ERR_CONTENT_LENGTH_MISMATCH`,
    reasons: ['network'],
    when: () => false,
  },
  {
    code: null,
    says: `${failed}net::ERR_{error}`,
    reasons: ['network'],
  },
  {
    code: null,
    says: 'MediaElementAudioSource outputs zeroes due to CORS access restrictions for {src}',
    reasons: ['no-crossorigin'],
    fill: ({ urls }) => ({ src: urls[0] }),
  },
  {
    code: null,
    says: "Failed to find a valid digest in the 'integrity' attribute for resource '{url}' with computed {algorithm} integrity '{digest}'. The resource has been blocked.",
    reasons: ['integrity'],
    when: () => false,
  },
  {
    // captureStream() throws it, for a recorder.
    code: null,
    says: 'Cannot capture from element with cross-origin data',
    reasons: ['no-crossorigin'],
    when: () => false,
  },
];
