import type { ExchangeCase, NamedAnswer } from '../../standards/exchange-case';
import type { HeaderLine } from '../../http/headers';

type Example = Omit<ExchangeCase, 'id'>;

/** An answer with these headers and `Access-Control-Allow-Origin: *`. */
export const answered = (
  name: NamedAnswer['for'],
  status: number,
  ...headers: readonly HeaderLine[]
): NamedAnswer => ({ for: name, status, headers: [['Access-Control-Allow-Origin', '*'], ...headers] });

/** A page at `origin` that asks a CDN by `fetch()`, without credentials where nothing is said. */
export const asksCdn = (
  origin: string,
  request: Partial<ExchangeCase['request']>,
  ...responses: readonly NamedAnswer[]
): Example => ({
  page: { origin },
  request: {
    url_origin: 'http://cdn.test',
    path: '/song',
    mode: 'cors',
    credentials: 'omit',
    method: 'GET',
    headers: [],
    destination: '',
    ...request,
  },
  responses,
});

/** A redirect to its own URL, which needs no other preflight if the one before allowed it with these headers, and is remembered. */
export const isLedInACircle = (...allowed: readonly HeaderLine[]): Example =>
  asksCdn(
    'http://app.test',
    { headers: [['X-Song', '1']] },
    answered('preflight', 200, ...allowed),
    answered('redirect-1', 302, ['Location', '/circle']),
    answered('preflight-2', 200, ...allowed),
    answered('redirect-2', 302, ['Location', '/circle']),
    answered('preflight-3', 500),
    answered('actual', 200),
  );

/** A page over https that plays from a URL that has no `s`. */
export const playsMixed = (
  page: Partial<ExchangeCase['page']>,
  request: Partial<ExchangeCase['request']>,
): Example => {
  const play = { destination: 'audio', crossorigin: 'anonymous', ...request } as const;
  const origin = 'https://app.test';
  const example = asksCdn(origin, play, answered('actual', 200, ['Content-Type', 'audio/wav']));
  return { ...example, page: { origin, ...page } };
};

/** A page over https that asks its own host by http, which its policy upgrades. */
export function asksOwnByHttp(mode: ExchangeCase['request']['mode']): Example {
  const origin = 'https://app.test';
  const example = asksCdn(origin, { url_origin: 'http://app.test', mode }, answered('actual', 200));
  return { ...example, page: { origin, csp: 'upgrade-insecure-requests' } };
}
