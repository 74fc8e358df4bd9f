import type { DirectAnswer } from '../../../model/check/direct-answer';
import type { Url } from '../../../model/http/url';
import { isHttp } from '../../../model/http/url';
import { clientOf } from '../../../model/standards/client';
import { locationUrl } from '../../../model/standards/http-redirect-fetch';
import { serializeRequestOrigin } from '../../../model/standards/url-list';
import { fetchMetadata } from '../../../model/standards/fetch-metadata';
import { start, type Ask, type Hop } from './interviewer';

const mostHops = 20;

/** A hop, and what came of it. */
export interface Step {
  readonly at: Hop;
  readonly answer: DirectAnswer;
}

/** https://fetch.spec.whatwg.org/#append-a-request-origin-header: with CORS, which begins at the first URL of another origin. */
function hopOf(page: string, urls: readonly Url[], destination: string): Hop {
  const client = clientOf({ origin: page });
  const hasCors = urls.some(({ origin }) => origin !== client.origin);
  return {
    url: urls.at(-1)!,
    hop: urls.length,
    origin: hasCors ? serializeRequestOrigin({ client, urls }) : null,
    metadata: fetchMetadata(page, urls, { mode: 'cors', destination }),
    isOwn: urls.every(({ origin }) => origin === urls[0]!.origin),
  };
}

/** Where the answer leads: to no URL that was there before, and to none with a user name or password. */
function nextUrl({ status, headers }: DirectAnswer, urls: readonly Url[]): Url | null {
  const target = status === null ? null : locationUrl({ status, headers }, urls.at(-1)!);
  if (!target || !isHttp(target) || target.userinfo) return null;
  return urls.some(({ href }) => href === target.href) ? null : target;
}

/**
 * Asks as the page does with CORS, and follows redirects by hand; the last step is where they end.
 * @param destination what the song is loaded for, as in Fetch
 */
export async function followRedirects(
  ask: Ask,
  page: string,
  first: Url,
  destination: string,
): Promise<readonly Step[]> {
  const urls: Url[] = [first];
  const way: Step[] = [];
  while (way.length < mostHops) {
    const at = hopOf(page, urls, destination);
    const answer = await ask('page', at, { bodyBytes: start });
    if (!answer) break;
    way.push({ at, answer });
    const next = nextUrl(answer, urls);
    if (!next) break;
    urls.push(next);
  }
  return way;
}
