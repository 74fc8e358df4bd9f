import { getHeader } from '../../model/http/headers';
import type { Reason } from '../../model/standards/reason';
import { ask, type Answer } from './ask';
import { app, type ServerCase } from './cases/server-case';

/** What a scanner of headers makes of a server. */
export interface HeaderVerdict {
  readonly isReadable: boolean;
  readonly cause: Reason | null;
}

/** Follows redirects with the `Origin` it began with, as clients do that are no browser. */
async function follow(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  let answer = await ask(port, path, headers);
  for (let hop = 1; hop < 5; hop += 1) {
    const location = getHeader(answer.headers, 'location');
    if (location === null) break;
    const { pathname, search, host } = new URL(location, `http://127.0.0.1:${port}${path}`);
    answer = await ask(port, pathname + search, { ...headers, Host: host });
  }
  return answer;
}

/** One request with an `Origin`, and a look at `Access-Control-Allow-Origin`: what tools that open no page do. */
export async function judgeByHeaders(
  { page = app, path = '/tone.mp3' }: ServerCase,
  port: number,
): Promise<HeaderVerdict> {
  const { headers } = await follow(port, path, { Origin: page, 'User-Agent': 'header-scanner/1.0' });
  const value = getHeader(headers, 'access-control-allow-origin');
  if (value === '*' || value === page) return { isReadable: true, cause: null };
  return { isReadable: false, cause: value === null ? 'allow-origin-missing' : 'allow-origin-mismatch' };
}
