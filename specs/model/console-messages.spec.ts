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
    "Uncaught (in promise) NotAllowedError: play() failed because the user didn't interact with the document first. https://goo.gl/xX8pDD",
    'not-allowed-to-play',
  ],
  ['NotAllowedError: play() can only be initiated by a user gesture.', 'not-allowed-to-play'],
  [
    'NotAllowedError: The play method is not allowed by the user agent or the platform',
    'not-allowed-to-play',
  ],
  ['NotAllowedError: The request is not allowed by the user agent or the platform', 'not-allowed-to-play'],
  [
    'Autoplay is only allowed when approved by the user, the site is activated by the user, or media is muted.',
    'not-allowed-to-play',
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
  [
    `Mixed Content: The page at '${app}/' was loaded over HTTPS, but requested an insecure element 'http://cdn.example/song.mp3'. This request was automatically upgraded to HTTPS`,
    'mixed-content',
  ],
  [
    `index.html:1 Mixed Content: The page at '${app}/' was loaded over HTTPS, but requested an insecure element 'http://cdn.example/song.mp3'. This request was autom…`,
    'mixed-content',
  ],
  // A file asked for a file.
  [
    "Access to audio at 'file:///home/me/song.mp3' from origin 'null' has been blocked by CORS policy",
    'scheme',
  ],
  [
    "Access to fetch at 'file:///C:/song.mp3' from origin 'null' has been blocked by CORS policy: Cross origin requests are only supported for protocol schemes: chrome, data, http, https.",
    'scheme',
  ],
  [
    `Access to fetch at 'ftp://cdn.example/a' (redirected from '${cdn}') from origin '${app}' has been blocked by CORS policy: Cross origin requests are only supported for protocol schemes: chrome, data, http, https.`,
    'redirect-invalid',
  ],
  ['Cross origin requests are only supported for HTTP.', 'scheme', 'redirect-invalid'],
  [
    "Failed to execute 'captureStream' on 'HTMLMediaElement': Cannot capture from element with cross-origin data",
    'no-crossorigin',
  ],
  ['Failed to load resource: net::ERR_BLOCKED_BY_ORB', 'orb', 'auth', 'http-status'],
  // Cut before the cause.
  [`${access('audio')}Response to prefl…`],
  [`${access('audio')}Response to preflight request doesn't pass access control check: `],
  [access('audio').replace(/: $/, '')],
  [`Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${cdn}.`],
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
    if (message.includes(cdn) && !message.includes('redirected from')) expect(url).toBe(cdn);
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
  [
    "Failed to execute 'createMediaElementSource' on 'AudioContext': HTMLMediaElement already connected previously to a different MediaElementSourceNode.",
    /a second time/,
  ],
  ['InvalidStateError: Media element is already associated with an audio source node', /a second time/],
  ['DOMException: The operation is insecure.', /what this page may not use/],
] as const) {
  test(`what stopped a load before a server could be at fault is told: ${message}`, () => {
    const { stopped, reasons, tellsNothing, url } = explainMessage(message);
    expect(stopped?.says).toMatch(says);
    expect([reasons, tellsNothing]).toEqual([[], false]);
    if (message.includes(cdn)) expect(url).toBe(cdn);
  });
}

for (const [message, cut] of [
  [`${access('audio')}Response to prefl…`, 'preflight'],
  [access('fetch'), 'cors'],
  [firefox('CORS request did not succeed'), null],
  [`${access('fetch')}What no browser that is known here says of any load.`, null],
] as const) {
  test(`a message is told to be cut only where it is: ${message.slice(-50)}`, () => {
    expect(explainMessage(message).cut).toBe(cut);
  });
}

/** Messages with more than one URL, or another than that of the song: which is asked for, and by whom. */
for (const [message, url, origin] of [
  [
    `Mixed Content: The page at '${app}/' was loaded over HTTPS, but requested an insecure resource 'http://cdn.example/song.mp3'. This request has been blocked; the content must be served over HTTPS.`,
    'http://cdn.example/song.mp3',
    app,
  ],
  [
    `The page at ${app}/ requested insecure content from http://cdn.example/song.mp3. This content was blocked and must be served over HTTPS.`,
    'http://cdn.example/song.mp3',
    app,
  ],
  [`Origin ${app} is not allowed by Access-Control-Allow-Origin. Status code: 200`, null, app],
  [
    `The 'Access-Control-Allow-Origin' header contains multiple values '*, ${app}', but only one is allowed.`,
    null,
    null,
  ],
  [
    'The AudioContext was not allowed to start. It must be resumed (or created) after a user gesture on the page. https://goo.gl/7K7WLu',
    null,
    null,
  ],
  [
    `Fetch API cannot load ${cdn}. Request mode is "same-origin" but the URL's origin is not same as the request origin ${app}.`,
    cdn,
    app,
  ],
  [`${cdn}:1 Failed to load resource: net::ERR_BLOCKED_BY_ORB`, cdn, null],
] as const) {
  test(`the song is told from the page and what else a message names: ${message.slice(0, 80)}`, () => {
    expect(explainMessage(message)).toMatchObject({ url, origin });
  });
}

test('a message without CORS is shown by loads without CORS', () => {
  for (const { reason, seeIt } of explainMessage('net::ERR_BLOCKED_BY_ORB').reasons)
    for (const command of seeIt) expect(command, reason).toContain('npx earshot explain http/audio/');
});

test('what is shown of a message carries credentials where the fix is for them, and the fix for * tells of them', () => {
  const [missing] = explainMessage(messages[0]![0]).reasons;
  expect(missing!.seeIt.join()).not.toMatch(/use-credentials|include/);
  expect(missing!.fix).toEqual(
    expect.arrayContaining([
      expect.stringContaining('With credentials (crossorigin="use-credentials"'),
      `  Access-Control-Allow-Origin: ${app}`,
      '  Access-Control-Allow-Credentials: true',
    ]),
  );
  // By name, a page behind a redirect is not allowed.
  const [tainted] = explainMessage(
    `${access('audio')}The 'Access-Control-Allow-Origin' header has a value '${app}' that is not equal to the supplied origin.`,
  ).reasons;
  expect(tainted!.fix.join()).not.toContain('With credentials');
});

test('no fix names a server that the message does not', () => {
  expect(fixOf('net::ERR_INVALID_REDIRECT')).not.toContain('cdn.example');
  expect(explainMessage('Cross origin requests are only supported for HTTP.').reasons[1]!.fix).toEqual([
    'On the CDN: Answer with the song itself instead of redirecting.',
  ]);
});

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
  const unnamed = fixOf(firefox('Did not find method in CORS header ‘Access-Control-Allow-Methods’'));
  expect(unnamed).toContain('  Access-Control-Allow-Methods: YOUR-METHOD');
  expect(unnamed).toContain('YOUR-METHOD stands for the method of the request');
});

test('the fix of a preflight without a header allows the page and answers the preflight', () => {
  const fix = fixOf(
    `${access('XMLHttpRequest')}Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
  );
  expect(fix).toContain('  Access-Control-Allow-Origin: *');
  expect(fix).toContain('  Access-Control-Allow-Headers: your-header');
  expect(fix).toContain('your-header stands for the header that script adds');
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
