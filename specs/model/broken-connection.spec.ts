import { expect, test } from '@playwright/test';
import { findBrokenConnection } from '../../model/judge/broken-connection';
import type { BrowserSays } from '../../model/evidence/measurement';
import type { Exchange } from '../../model/evidence/exchange';
import { policyOf } from '../../model/lab/policies';

const answered: Exchange = {
  token: 'one',
  server: 'cdn',
  at: 0,
  scheme: 'http',
  method: 'GET',
  host: 'cdn.test:8110',
  path: '/p/wildcard/tone.mp3?t=one',
  requestHeaders: {},
  status: 200,
  responseHeaders: [],
  complete: true,
};

const find = (
  wire: readonly Exchange[],
  browserSays: readonly BrowserSays[] | null = [],
  policy: 'wildcard' | 'reset' | 'truncated' | 'preflight-reset' = 'wildcard',
) => findBrokenConnection({ policies: [policyOf(policy)], wire, browserSays });

test('an answer that was not sent to its end is a broken connection', () => {
  expect(find([answered])).toBeNull();
  expect(find([{ ...answered, complete: false }])).toBe(
    'the connection broke before GET http://cdn.test:8110/p/wildcard/tone.mp3 was answered in full',
  );
});

test('a request that came again after its connection ended is one', () => {
  expect(find([answered, answered])).toBeNull();
  expect(find([{ ...answered, broken: true }, answered])).toMatch(
    /broke, and the browser sent GET .* again$/,
  );
});

test("the browser's own word for one counts, and its words for a refusal do not", () => {
  const says = (code: string) => find([answered], [{ code, words: null }]);
  expect(says('net::ERR_CONNECTION_RESET')).toBe(
    'the connection broke: the browser says net::ERR_CONNECTION_RESET',
  );
  expect(says('NS_ERROR_NET_INTERRUPT')).not.toBeNull();
  expect(says('MissingAllowOriginHeader')).toBeNull();
  expect(says('net::ERR_BLOCKED_BY_ORB')).toBeNull();
  expect(find([answered], null)).toBeNull();
});

test('where the policy breaks connections, a broken one explains nothing', () => {
  const cut = [{ ...answered, complete: false }];
  expect(find(cut, [], 'reset')).toBeNull();
  expect(find(cut, [], 'truncated')).toBeNull();
});

test('a policy explains the connections that it breaks, and no others', () => {
  const preflight = { ...answered, method: 'OPTIONS', complete: false };
  const says = [{ code: 'net::ERR_CONNECTION_RESET', words: null }];
  expect(find([preflight], says, 'preflight-reset')).toBeNull();
  expect(find([preflight, { ...answered, complete: false }], says, 'preflight-reset')).toMatch(/before GET /);
  expect(find([preflight], [], 'reset')).toMatch(/before OPTIONS /);
});
