import type { Wording } from './wording';

const access = "Access to fetch at '{url}' from origin '{origin}' has been blocked by CORS policy: ";
const preflight = `${access}Response to preflight request doesn't pass access control check: `;

/** The CORS check, which a preflight undergoes as well: two codes for each. */
const corsChecks: readonly Wording[] = (
  [
    [
      'MissingAllowOriginHeader',
      "No 'Access-Control-Allow-Origin' header is present on the requested resource.",
      ['allow-origin-missing'],
    ],
    [
      'AllowOriginMismatch',
      "The 'Access-Control-Allow-Origin' header has a value '{value}' that is not equal to the supplied origin. Have the server send the header with a valid value.",
      ['allow-origin-mismatch', 'redirect-null-origin'],
    ],
    [
      'InvalidAllowOriginValue',
      "The 'Access-Control-Allow-Origin' header contains the invalid value '{value}'. Have the server send the header with a valid value.",
      ['allow-origin-mismatch'],
    ],
    [
      'MultipleAllowOriginValues',
      "The 'Access-Control-Allow-Origin' header contains multiple values '{value}', but only one is allowed. Have the server send the header with a valid value.",
      ['allow-origin-multiple'],
    ],
    [
      'WildcardOriginNotAllowed',
      "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.",
      ['wildcard-with-credentials'],
    ],
    [
      'InvalidAllowCredentials',
      "The value of the 'Access-Control-Allow-Credentials' header in the response is '{value}' which must be 'true' when the request's credentials mode is 'include'.",
      ['allow-credentials-missing'],
    ],
  ] as const
).flatMap(([code, says, reasons]) => [
  { code, says: access + says, reasons },
  { code: `Preflight${code}`, says: preflight + says, reasons },
]);

/**
 * Chromium's names are those of its DevTools protocol: `Network.CorsError`, `Network.BlockedReason`, or a network error.
 * The messages are those of version 156; for an element "fetch" reads "audio", for XHR "XMLHttpRequest".
 */
export const chromiumWordings: readonly Wording[] = [
  ...corsChecks,
  {
    code: 'PreflightInvalidStatus',
    says: `${preflight}It does not have HTTP ok status.`,
    reasons: ['preflight-status'],
  },
  {
    code: 'PreflightDisallowedRedirect',
    says: `${preflight}Redirect is not allowed for a preflight request.`,
    reasons: ['preflight-status'],
  },
  { code: 'net::ERR_INVALID_REDIRECT', says: null, reasons: ['preflight-status', 'redirect-invalid'] },
  {
    code: 'HeaderDisallowedByPreflightResponse',
    says: `${access}Request header field {value} is not allowed by Access-Control-Allow-Headers in preflight response.`,
    reasons: ['preflight-header-not-allowed'],
  },
  {
    code: 'MethodDisallowedByPreflightResponse',
    says: `${access}Method {value} is not allowed by Access-Control-Allow-Methods in preflight response.`,
    reasons: ['preflight-method-not-allowed'],
  },
  {
    code: 'InvalidAllowHeadersPreflightResponse',
    says: `${access}Cannot parse Access-Control-Allow-Headers response header field in preflight response.`,
    reasons: ['preflight-malformed'],
  },
  {
    code: 'InvalidAllowMethodsPreflightResponse',
    says: `${access}Cannot parse Access-Control-Allow-Methods response header field in preflight response.`,
    reasons: ['preflight-malformed'],
  },
  {
    code: 'RedirectContainsCredentials',
    says: `${access}Redirect location '{value}' contains a username and password, which is disallowed for cross-origin requests.`,
    reasons: ['redirect-invalid'],
  },
  {
    code: 'CorsDisabledScheme',
    says: `${access}Cross origin requests are only supported for protocol schemes: {value}.`,
    reasons: ['scheme', 'redirect-invalid'],
  },
  { code: 'net::ERR_UNKNOWN_URL_SCHEME', says: null, reasons: ['scheme', 'redirect-invalid'] },
  { code: 'DisallowedByMode', says: null, reasons: ['mode-same-origin'] },
  {
    code: 'net::ERR_UNSAFE_PORT',
    says: 'Failed to load resource: net::ERR_UNSAFE_PORT',
    reasons: ['bad-port'],
  },
  {
    code: 'csp',
    says: 'Connecting to \'{url}\' violates the following Content Security Policy directive: "{value}". The action has been blocked.',
    reasons: ['csp'],
  },
  {
    code: 'csp',
    says: 'Loading media from \'{url}\' violates the following Content Security Policy directive: "{value}". The action has been blocked.',
    reasons: ['csp'],
  },
  {
    code: 'mixed-content',
    says: "Mixed Content: The page at '{page}' was loaded over HTTPS, but requested an insecure resource '{url}'. This request has been blocked; the content must be served over HTTPS.",
    reasons: ['mixed-content'],
  },
  {
    // The server behind an upgraded URL does not speak TLS.
    code: 'net::ERR_SSL_PROTOCOL_ERROR',
    says: 'Failed to load resource: net::ERR_SSL_PROTOCOL_ERROR',
    reasons: ['mixed-content', 'network'],
  },
  ...(['corp-not-same-origin', 'corp-not-same-site'] as const).map((code) => ({
    code,
    says: `Failed to load resource: net::ERR_BLOCKED_BY_RESPONSE.${code === 'corp-not-same-site' ? 'NotSameSite' : 'NotSameOrigin'}`,
    reasons: ['corp'] as const,
  })),
  {
    code: 'corp-not-same-origin-after-defaulted-to-same-origin-by-coep',
    says: 'Failed to load resource: net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep',
    reasons: ['corp'],
  },
  {
    // Opaque response blocking stands before an element learns of an error status.
    code: 'net::ERR_BLOCKED_BY_ORB',
    says: 'Failed to load resource: net::ERR_BLOCKED_BY_ORB',
    reasons: ['orb', 'auth', 'http-status'],
  },
  {
    code: null,
    says: 'Failed to load resource: the server responded with a status of 401 (Unauthorized)',
    reasons: ['auth'],
  },
  {
    code: null,
    says: 'Failed to load resource: the server responded with a status of {status}',
    reasons: ['http-status'],
  },
  {
    code: 'net::ERR_CONNECTION_RESET',
    says: 'Failed to load resource: net::ERR_CONNECTION_RESET',
    reasons: ['network'],
  },
  {
    code: 'net::ERR_CONTENT_LENGTH_MISMATCH',
    says: 'Failed to load resource: net::ERR_CONTENT_LENGTH_MISMATCH',
    reasons: ['network'],
  },
  {
    code: null,
    says: 'MediaElementAudioSource outputs zeroes due to CORS access restrictions for {url}',
    reasons: ['no-crossorigin'],
  },
];
