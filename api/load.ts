import { replaceLines } from '../model/advice/edits/answer-edits';
import type { Api } from '../model/advice/edits/request-edits';
import type { HeaderLine } from '../model/http/headers';
import { parseUrl } from '../model/http/url';
import { shownValue } from '../model/http/shown-text';
import { lastLoadOf, requestOf, type LoaderName } from '../model/lab/loaders/loaders';
import { predictableLoaders } from '../model/lab/loaders/predictable-loaders';
import type { ExchangeCase, NamedAnswer } from '../model/standards/exchange-case';
import { UsageError } from '../runner/common/usage-error';
import { whyNoPageOrigin } from '../runner/exchange/page-origin';

/** Header lines: pairs, in order; or an object, in which a list gives a line to each of its values. */
export type HeaderLines = readonly HeaderLine[] | Readonly<Record<string, string | readonly string[]>>;

/** The page that loads. */
export interface PageOfLoad {
  /** Such as `https://app.example`; `null` for a page without one, as in a sandboxed frame. */
  readonly origin: string;
  /** Its Content-Security-Policy. */
  readonly csp?: string;
  /** Its Cross-Origin-Embedder-Policy. */
  readonly coep?: string;
}

/** What a server says. */
export interface AnswerOfLoad {
  /** 200 to 999, or 0 for a server that hangs up. Default: 200, of a preflight 204, of a redirect 302. */
  readonly status?: number;
  readonly headers?: HeaderLines;
}

/** One load of one song, and what the servers say to it. */
export interface Load {
  /** The page, or its origin alone. */
  readonly page: string | PageOfLoad;
  /** The song: an absolute http or https URL. */
  readonly url: string;
  /** How the page loads it, such as `audio` or `fetch-include`. Default: `audio-anonymous`, `<audio crossorigin>`. */
  readonly loader?: LoaderName;
  /** Of a `fetch()`; an element has none of the page's. */
  readonly method?: string;
  /** Header lines that the page adds to a `fetch()`. */
  readonly headers?: HeaderLines;
  /** The answer with the song, or with the error. */
  readonly response: AnswerOfLoad;
  /** The answer to OPTIONS. Default: status 204 with the header lines of `response`. */
  readonly preflight?: AnswerOfLoad;
  /** The redirects on the way, in order. Default: none. */
  readonly redirects?: readonly (AnswerOfLoad & { readonly to: string })[];
}

const isLines = (headers: HeaderLines): headers is readonly HeaderLine[] => Array.isArray(headers);

function linesOf(headers: HeaderLines = []): HeaderLine[] {
  if (isLines(headers)) return [...headers];
  return Object.entries(headers).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((each): HeaderLine => [name, each]),
  );
}

const fail = (place: string, value: unknown, want: string): never => {
  throw new UsageError(`Failed to read the load: at ${place}, ${shownValue(value)}: ${want}`);
};

const usualLoader: LoaderName = 'audio-anonymous';

/** What makes the request of a load: fixes and console messages are in the words for it. */
export const apiOf = ({ loader = usualLoader }: Load): Api | undefined => lastLoadOf(loader).api ?? undefined;

/**
 * A load as the oracle takes it.
 * @throws UsageError that names the place, the value seen and what is wanted
 */
export function exchangeOf(load: Load): ExchangeCase {
  const { loader = usualLoader, url, method, response, preflight, redirects = [] } = load;
  const page = typeof load.page === 'string' ? { origin: load.page } : load.page;
  const why = whyNoPageOrigin(page.origin);
  if (why !== undefined) fail('page', page.origin, why);
  const origin = parseUrl(page.origin)?.origin ?? page.origin;
  if (!parseUrl(url)) fail('url', url, 'want an absolute URL, such as https://cdn.example/song.mp3');
  if (!predictableLoaders.includes(loader))
    fail('loader', loader, `want one of ${predictableLoaders.join(', ')}`);
  // An exchange goes past no cache.
  const request: ExchangeCase['request'] & { cache?: unknown } = {
    ...requestOf(loader),
    ...{ url_origin: url, path: '' },
  };
  delete request.cache;
  const added = linesOf(load.headers);
  if (request.destination === 'audio' && (method !== undefined || added.length > 0))
    fail(
      method === undefined ? 'headers' : 'method',
      method ?? added[0],
      `${loader} takes none; want a fetch`,
    );
  const named = (name: string, said: AnswerOfLoad, usual: number): NamedAnswer => ({
    for: name,
    status: said.status ?? usual,
    headers: linesOf(said.headers),
  });
  return {
    id: 'load',
    page: { ...page, origin },
    request: {
      ...request,
      method: method ?? request.method,
      headers: replaceLines(request.headers, added),
    },
    responses: [
      named('preflight', { headers: preflight?.headers ?? response.headers ?? [], ...preflight }, 204),
      ...redirects.map((redirect, i) => {
        const answer = named(`redirect-${i + 1}`, redirect, 302);
        return { ...answer, headers: [...answer.headers, ['Location', redirect.to] as const] };
      }),
      named('actual', response, 200),
    ],
  };
}
