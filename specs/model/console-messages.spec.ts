import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { explainMessage } from '../../model/advice/explain-message';
import { exampleExchanges, preflightExchange } from '../../model/advice/message-examples';
import { messagesPage } from '../../model/advice/messages-page';
import { allScenarios } from '../../model/scenarios';
import { predict } from '../../model/standards/predict';
import type { Reason } from '../../model/standards/reason';

const cdn = 'https://cdn.example/song.mp3';
const app = 'https://app.example';
const access = (api: string) =>
  `Access to ${api} at '${cdn}' from origin '${app}' has been blocked by CORS policy: `;
const firefox = (why: string, url = cdn) =>
  `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${url}. (Reason: ${why}).`;

/** Lines as people paste them, with the reasons that they go with; empty for those that do not tell. */
const messages: readonly (readonly [string, ...Reason[]])[] = [
  [
    `${access('audio')}No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    'allow-origin-missing',
  ],
  [
    `index.html:1 ${access('XMLHttpRequest')}No 'Access-Control-Allow-Origin' header is present on the requested resource.\nGET ${cdn} net::ERR_FAILED 200 (OK)`,
    'allow-origin-missing',
  ],
  [
    `${access('fetch')}The 'Access-Control-Allow-Origin' header has a value '${app}/' that is not equal to the supplied origin.`,
    'allow-origin-mismatch',
    'redirect-null-origin',
  ],
  [
    `Access to fetch at '${cdn}' (redirected from 'https://old.example/a') from origin '${app}' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header contains multiple values '*, *', but only one is allowed.`,
    'allow-origin-multiple',
  ],
  [
    `${access('fetch')}The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'. The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.`,
    'wildcard-with-credentials',
  ],
  [
    `${access('fetch')}The value of the 'Access-Control-Allow-Credentials' header in the response is '' which must be 'true' when the request's credentials mode is 'include'.`,
    'allow-credentials-missing',
  ],
  [
    `${access('fetch')}Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    'allow-origin-missing',
  ],
  [
    `${access('fetch')}Response to preflight request doesn't pass access control check: It does not have HTTP ok status.`,
    'preflight-status',
  ],
  [
    `${access('fetch')}Request header field range is not allowed by Access-Control-Allow-Headers in preflight response.`,
    'preflight-header-not-allowed',
  ],
  [
    `${access('fetch')}Method PUT is not allowed by Access-Control-Allow-Methods in preflight response.`,
    'preflight-method-not-allowed',
  ],
  [`MediaElementAudioSource outputs zeroes due to CORS access restrictions for ${cdn}`, 'no-crossorigin'],
  ['Failed to load resource: net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin', 'corp'],
  [
    `${access('audio')}Permission was denied for this request to access the \`loopback\` address space.`,
    'local-network',
  ],
  [
    `${access('fetch')}The request client is not a secure context and the resource is in more-private address space \`local\`.`,
    'local-network',
  ],
  [
    `${access('fetch')}Request had a target IP address space of \`local\` yet the resource is in address space \`loopback\`.`,
    'local-network',
  ],
  [
    'Cross-origin redirection to https://bucket.example/a.mp3 denied by Cross-Origin Resource Sharing policy: Origin https://app.example is not allowed by Access-Control-Allow-Origin. Status code: 302',
    'allow-origin-missing',
    'allow-origin-mismatch',
  ],
  [
    `The resource at “${cdn}” was blocked by OpaqueResponseBlocking. Reason: “mimeType is never sniffed”.`,
    'orb',
  ],
  [`GET ${cdn} net::ERR_EMPTY_RESPONSE`, 'preflight-unanswered', 'network'],
  [
    `Mixed Content: The page at '${app}/' was loaded over HTTPS, but requested an insecure resource 'http://cdn.example/song.mp3'. This request has been blocked; the content must be served over HTTPS.`,
    'mixed-content',
  ],
  [
    `Loading media from '${cdn}' violates the following Content Security Policy directive: "media-src 'self'". The action has been blocked.`,
    'csp',
  ],
  [
    `${firefox('CORS header ‘Access-Control-Allow-Origin’ missing')} Status code: 200.`,
    'allow-origin-missing',
  ],
  // A terminal or a chat made its quotes straight.
  [firefox("expected 'true' in CORS header 'Access-Control-Allow-Credentials'"), 'allow-credentials-missing'],
  [
    'The HTMLMediaElement passed to createMediaElementSource has a cross-origin resource, the node will output silence.',
    'no-crossorigin',
  ],
  [
    `Origin ${app} is not allowed by Access-Control-Allow-Origin. Status code: 200`,
    'allow-origin-missing',
    'allow-origin-mismatch',
    'redirect-null-origin',
  ],
  [
    'Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.',
    'wildcard-with-credentials',
  ],
  // Older versions, and what the developer tools make of a line.
  [
    `Refused to load media from '${cdn}' because it violates the following Content Security Policy directive: "media-src 'self'".`,
    'csp',
  ],
  [
    `Refused to connect to '${cdn}' because it violates the following Content Security Policy directive: "default-src 'self'". Note that 'connect-src' was not explicitly set, so 'default-src' is used as a fallback.`,
    'csp',
  ],
  [
    firefox(
      "missing token 'range' in CORS header 'Access-Control-Allow-Headers' from CORS preflight channel",
    ),
    'preflight-header-not-allowed',
  ],
  [`GET ${cdn} net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin 200 (OK)`, 'corp'],
  [`GET ${cdn} net::ERR_CERT_AUTHORITY_INVALID`, 'network'],
  [`app.js:3 GET ${cdn} 404 (Not Found)`, 'http-status', 'auth'],
  [`GET ${cdn} net::ERR_ABORTED 403 (Forbidden)`, 'http-status', 'auth'],
  ['A resource is blocked by OpaqueResponseBlocking, please check browser console for details.', 'orb'],
  [
    'The AudioContext was not allowed to start. It must be resumed (or created) after a user gesture on the page. https://goo.gl/7K7WLu',
    'context-suspended',
  ],
  [
    "DOMException: Failed to execute 'decodeAudioData' on 'BaseAudioContext': Unable to decode audio data",
    'decode',
    'http-status',
    'no-cors-mode',
  ],
  [
    'EncodingError: The buffer passed to decodeAudioData contains an unknown content type.',
    'decode',
    'http-status',
    'no-cors-mode',
  ],
  // A part of a line, as consoles cut it.
  ["blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present", 'allow-origin-missing'],
  ['(Reason: CORS header ‘Access-Control-Allow-Origin’ miss', 'allow-origin-missing'],
  // A redirect made it null: the page's own name is no mismatch.
  [
    `${access('audio')}The 'Access-Control-Allow-Origin' header has a value '${app}' that is not equal to the supplied origin.`,
    'redirect-null-origin',
  ],
  ['Not allowed to load local resource: file:///home/me/song.mp3', 'scheme'],
  [`GET ${cdn} net::ERR_FAILED 200 (OK)`],
  ['Failed to load resource: net::ERR_FAILED'],
  [`XMLHttpRequest cannot load ${cdn} due to access control checks.`],
  ['Uncaught (in promise) TypeError: Failed to fetch'],
  ['DOMException: The element has no supported sources.'],
  [`GET ${cdn} net::ERR_FAILED`],
];

for (const [message, ...wanted] of messages) {
  test(`a pasted message is told: ${message.slice(0, 200)}`, () => {
    const { reasons, tellsNothing, url, origin } = explainMessage(message);
    expect(reasons.map(({ reason }) => reason).sort()).toEqual([...wanted].sort());
    expect(tellsNothing).toBe(wanted.length === 0);
    if (message.includes(cdn)) expect(url).toBe(cdn);
    if (message.includes(`from origin '${app}'`)) expect(origin).toBe(app);
    for (const each of reasons) {
      // The lab has no page at a public address.
      expect(each.seeIt.length, each.reason).toBeGreaterThan(0);
      expect(each.fix.length, each.reason).toBeGreaterThan(0);
      expect(each.fix.join(), each.reason).not.toContain('player.test');
      // No message is of somebody else's page or script.
      expect(each.fix.join(), each.reason).not.toMatch(/intruder|owner’s/);
    }
  });
}

for (const [message, says] of [
  [`GET ${cdn} net::ERR_BLOCKED_BY_CLIENT`, /an extension .*: no server was asked/],
  ['Failed to load resource: net::ERR_INTERNET_DISCONNECTED', /no network/],
  [`GET ${cdn} net::ERR_NETWORK_CHANGED 200 (OK)`, /changed its network/],
  ['AbortError: The play() request was interrupted by a new load request.', /gave the load up/],
  [`GET ${cdn} net::ERR_TUNNEL_CONNECTION_FAILED`, /proxy/],
] as const) {
  test(`what stopped a load before a server could be at fault is told: ${message}`, () => {
    const { stopped, reasons, tellsNothing, url } = explainMessage(message);
    expect(stopped?.says).toMatch(says);
    expect([reasons, tellsNothing]).toEqual([[], false]);
    if (message.includes(cdn)) expect(url).toBe(cdn);
  });
}

test('the fix of a message names the page of the message', () => {
  const { reasons } = explainMessage(messages[5]![0]);
  expect(reasons[0]!.fix.join('\n')).not.toContain('your-page');
});

const fixOf = (message: string) => explainMessage(message).reasons[0]!.fix.join('\n');

test('the fix of a refused preflight names the header or the method of the message', () => {
  const chromium = (what: string) => fixOf(`${access('fetch')}${what} in preflight response.`);
  expect(chromium('Request header field x-player is not allowed by Access-Control-Allow-Headers')).toContain(
    '  Access-Control-Allow-Headers: x-player',
  );
  expect(chromium('Method DELETE is not allowed by Access-Control-Allow-Methods')).toContain(
    '  Access-Control-Allow-Methods: DELETE',
  );
  expect(fixOf('Request header field Range is not allowed by Access-Control-Allow-Headers.')).toContain(
    '  Access-Control-Allow-Headers: range',
  );
  // Where none is named, none is made up.
  expect(fixOf(firefox('Did not find method in CORS header ‘Access-Control-Allow-Methods’'))).toContain(
    '  Access-Control-Allow-Methods: YOUR-METHOD',
  );
});

test('the fix of a preflight without a header allows the page and answers the preflight', () => {
  const fix = fixOf(
    `${access('XMLHttpRequest')}Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
  );
  expect(fix).toContain('  Access-Control-Allow-Origin: *');
  expect(fix).toContain('  Access-Control-Allow-Headers: your-header');
});

const refusedPreflights = [
  'preflight-status',
  'preflight-unanswered',
  'preflight-header-not-allowed',
  'preflight-malformed',
  'preflight-method-not-allowed',
  'allow-origin-missing',
] as const satisfies readonly Reason[];

for (const reason of refusedPreflights) {
  test(`the preflight that a message of ${reason} is explained by is refused so`, () => {
    const exchange = preflightExchange(reason, { header: null, method: null, isPreflight: true });
    expect(exchange && predict(exchange)).toMatchObject({ reason, preflight: true });
  });
}

test('a message with both origins is told how they differ', () => {
  expect(explainMessage(messages[2]![0]).mismatch).toBe(
    `sent "${app}/", wanted "${app}": one slash too many`,
  );
});

for (const [reason, { exchange }] of Object.entries(exampleExchanges)) {
  test(`the example of ${reason} is one`, () => {
    expect(predict(exchange).reason).toBe(reason);
    expect(allScenarios().some(({ expectedReason }) => expectedReason === reason)).toBe(false);
  });
}

test('a line that no browser writes of a load is told as none', () => {
  expect(explainMessage('TypeError: x is not a function')).toMatchObject({
    reasons: [],
    tellsNothing: false,
  });
});

test('the page of console messages has what the wordings have', () => {
  const path = join(__dirname, '..', '..', 'docs', 'console-messages.md');
  const advice = 'docs/console-messages.md is not what the wordings say. Run: npm run docs:messages';
  expect(readFileSync(path, 'utf8') === messagesPage(), advice).toBe(true);
});
