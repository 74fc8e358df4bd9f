/** Why a load is not readable: a closed set of codes, each with one sentence and the section of the standard. */
export const reasons = {
  'no-crossorigin': {
    says: 'The element has no crossorigin attribute, so the browser plays the song but hides its samples: Web Audio hears zeros, whatever the CDN allows.',
    link: 'https://webaudio.github.io/web-audio-api/#MediaElementAudioSourceOptions-security',
  },
  'no-cors-mode': {
    says: 'The request was made with mode "no-cors", so the answer is opaque: it arrived, but script may not look into it.',
    link: 'https://fetch.spec.whatwg.org/#concept-filtered-response-opaque',
  },
  'allow-origin-missing': {
    says: 'The CDN answered, but without Access-Control-Allow-Origin, so the browser keeps the answer from the page.',
    link: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  },
  'allow-origin-mismatch': {
    says: "Access-Control-Allow-Origin names something other than the page's origin; the two must be the same byte for byte.",
    link: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  },
  'allow-origin-multiple': {
    says: 'Access-Control-Allow-Origin holds more than one value; only one origin, or *, is allowed.',
    link: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  },
  'wildcard-with-credentials': {
    says: 'The request may carry cookies, and then Access-Control-Allow-Origin must name the origin: * is refused.',
    link: 'https://fetch.spec.whatwg.org/#cors-protocol-and-credentials',
  },
  'allow-credentials-missing': {
    says: 'The request may carry cookies, and the answer lacks Access-Control-Allow-Credentials: true.',
    link: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  },
  'preflight-status': {
    says: 'The browser asked beforehand (OPTIONS) and the CDN did not answer with a success.',
    link: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  },
  'preflight-header-not-allowed': {
    says: 'The browser asked beforehand (OPTIONS) and Access-Control-Allow-Headers does not name a header that the request has.',
    link: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  },
  'preflight-method-not-allowed': {
    says: 'The browser asked beforehand (OPTIONS) and Access-Control-Allow-Methods does not name the method of the request.',
    link: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  },
  'preflight-malformed': {
    says: 'The browser asked beforehand (OPTIONS) and the list of methods or headers in the answer cannot be read.',
    link: 'https://fetch.spec.whatwg.org/#extract-header-list-values',
  },
  'redirect-invalid': {
    says: 'The redirect leads to no URL that may be followed: it cannot be parsed, is not http or https, holds a user name, or comes after too many others.',
    link: 'https://fetch.spec.whatwg.org/#concept-http-redirect-fetch',
  },
  'mode-same-origin': {
    says: 'The request was made with mode "same-origin", and leads to another origin.',
    link: 'https://fetch.spec.whatwg.org/#main-fetch',
  },
  'request-invalid': {
    says: 'fetch() refuses such a request itself: its method or a header may not be set this way.',
    link: 'https://fetch.spec.whatwg.org/#dom-request',
  },
  'bad-port': {
    says: 'Browsers refuse this port, because other protocols live there; no request was sent.',
    link: 'https://fetch.spec.whatwg.org/#port-blocking',
  },
  orb: {
    says: 'The answer does not look like media, so the browser keeps it out of the page altogether (opaque response blocking).',
    link: 'https://fetch.spec.whatwg.org/#orb',
  },
  'redirect-null-origin': {
    says: 'After a redirect from one foreign origin to another the request says Origin: null, which the last CDN does not allow.',
    link: 'https://fetch.spec.whatwg.org/#concept-request-tainted-origin',
  },
  'mixed-content': {
    says: 'A page over https may not load from plain http; no request was sent.',
    link: 'https://www.w3.org/TR/mixed-content/#should-block-fetch',
  },
  csp: {
    says: "The page's own Content-Security-Policy forbids it; CORS was never asked.",
    link: 'https://www.w3.org/TR/CSP3/#should-block-request',
  },
  corp: {
    says: 'Cross-Origin-Resource-Policy keeps the answer from this page.',
    link: 'https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header',
  },
  auth: {
    says: 'The CDN wants a session or an Authorization header that the request did not carry (401). This is not CORS.',
    link: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2',
  },
  'http-status': {
    says: 'The CDN answered with an error status, and what came is not the song. This is not CORS.',
    link: 'https://www.rfc-editor.org/rfc/rfc9110#section-15',
  },
  decode: {
    says: 'The bytes came, but they are not audio that this browser can decode. This is not CORS.',
    link: 'https://html.spec.whatwg.org/multipage/media.html#dom-mediaerror-media_err_src_not_supported',
  },
  scheme: {
    says: 'Browsers do not load this kind of URL at all; no request was sent.',
    link: 'https://fetch.spec.whatwg.org/#scheme-fetch',
  },
  network: {
    says: 'The connection failed before a whole answer came. This is not CORS.',
    link: 'https://fetch.spec.whatwg.org/#concept-network-error',
  },
} as const satisfies Record<string, { says: string; link: string }>;

export type Reason = keyof typeof reasons;
