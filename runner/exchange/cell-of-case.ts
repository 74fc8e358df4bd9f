import type { Cell } from '../../model/lab/plan/cell';
import { requestUrl, type ExchangeCase } from '../../model/standards/exchange-case';
import { redirectTarget } from '../../servers/exchange/script';

const elementLoaders = {
  none: 'audio',
  anonymous: 'audio-anonymous',
  'use-credentials': 'audio-use-credentials',
} as const;

/** The URL of a case with its token in the query, where a server finds it. */
function urlWithToken(request: ExchangeCase['request'], token: string): string {
  const [, beforeFragment = '', fragment = ''] = /^([^#]*)(.*)$/s.exec(requestUrl(request)) ?? [];
  return `${beforeFragment}${beforeFragment.includes('?') ? '&' : '?'}t=${token}${fragment}`;
}

/** What the probe does to make a request. */
export function loadOf(request: ExchangeCase['request']): Pick<Cell, 'loader' | 'request'> {
  const { destination, crossorigin, mode, credentials, method, headers } = request;
  return destination === 'audio'
    ? { loader: elementLoaders[crossorigin ?? 'none'] }
    : { loader: 'fetch-same-origin', request: { mode, credentials, method, headers } };
}

/** What the probe is asked to do for a case. */
export const cellOf = ({ request }: ExchangeCase, token: string): Cell => ({
  token,
  url: urlWithToken(request, token),
  ...loadOf(request),
});

/** The URLs that a case's redirects lead to, as a server sees them: under either scheme. */
export function redirectTargets({ request, responses }: ExchangeCase): string[] {
  const targets: string[] = [];
  let url = URL.parse(requestUrl(request));
  for (let hop = 1; url && hop <= responses.length; hop += 1) {
    const answer =
      responses.find(({ for: name }) => name === `redirect-${hop}`) ??
      responses.find(({ for: name }) => name === 'actual');
    url = answer ? redirectTarget(answer, url.href) : null;
    if (url) targets.push(url.host + url.pathname + url.search);
  }
  return targets;
}
