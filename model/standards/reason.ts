/** The reasons why a load is not readable, a closed set of codes; for each, the section of the standard that decides it. */
export const sections = {
  'no-crossorigin': 'https://webaudio.github.io/web-audio-api/#MediaElementAudioSourceOptions-security',
  'context-suspended': 'https://webaudio.github.io/web-audio-api/#dom-audiocontext-resume',
  'worker-opaque': 'https://fetch.spec.whatwg.org/#concept-http-fetch',
  'mixed-origins': 'https://html.spec.whatwg.org/multipage/media.html#verify-a-media-response',
  'no-cors-mode': 'https://fetch.spec.whatwg.org/#concept-filtered-response-opaque',
  'allow-origin-missing': 'https://fetch.spec.whatwg.org/#concept-cors-check',
  'allow-origin-mismatch': 'https://fetch.spec.whatwg.org/#concept-cors-check',
  'allow-origin-multiple': 'https://fetch.spec.whatwg.org/#concept-cors-check',
  'wildcard-with-credentials': 'https://fetch.spec.whatwg.org/#cors-protocol-and-credentials',
  'allow-credentials-missing': 'https://fetch.spec.whatwg.org/#concept-cors-check',
  'preflight-status': 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  'preflight-header-not-allowed': 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  'preflight-method-not-allowed': 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  'preflight-malformed': 'https://fetch.spec.whatwg.org/#extract-header-list-values',
  'redirect-invalid': 'https://fetch.spec.whatwg.org/#concept-http-redirect-fetch',
  'mode-same-origin': 'https://fetch.spec.whatwg.org/#main-fetch',
  'request-invalid': 'https://fetch.spec.whatwg.org/#dom-request',
  'bad-port': 'https://fetch.spec.whatwg.org/#port-blocking',
  orb: 'https://github.com/whatwg/fetch/pull/1755',
  'redirect-null-origin': 'https://fetch.spec.whatwg.org/#concept-request-tainted-origin',
  'mixed-content': 'https://www.w3.org/TR/mixed-content/#should-block-fetch',
  csp: 'https://www.w3.org/TR/CSP3/#should-block-request',
  corp: 'https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header',
  auth: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2',
  'http-status': 'https://www.rfc-editor.org/rfc/rfc9110#section-15',
  decode: 'https://html.spec.whatwg.org/multipage/media.html#dom-mediaerror-media_err_src_not_supported',
  scheme: 'https://fetch.spec.whatwg.org/#scheme-fetch',
  network: 'https://fetch.spec.whatwg.org/#concept-network-error',
} as const;

export type Reason = keyof typeof sections;
export const reasonCodes = Object.keys(sections) as Reason[];
