import * as z from 'zod/mini';
import { replaceLines } from '../model/advice/edits/answer-edits';
import type { Api } from '../model/advice/edits/request-edits';
import type { ShapeOf } from '../model/evidence/shape-of';
import { headerNameText, policyText, statusWords } from '../model/http/header-text';
import { parseUrl } from '../model/http/url';
import { shownValue } from '../model/http/shown-text';
import { lastLoadOf, requestOf, type LoaderName } from '../model/lab/loaders/loaders';
import { predictableLoaders } from '../model/lab/loaders/predictable-loaders';
import type { ExchangeCase, NamedAnswer } from '../model/standards/exchange-case';
import { UsageError } from '../runner/failures/usage-error';
import { whyNoPageOrigin } from '../runner/exchange/page-origin';
import { headerLines, headerValue, type HeaderLines } from './given/header-lines';
import { readGiven } from './given/read-given';
import { isMedia } from '../model/standards/media-destination';

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

const method = z.string().check(z.regex(headerNameText.pattern, 'is no method'));
const origin = z.string().check((context) => {
  const message = whyNoPageOrigin(context.value);
  if (message !== undefined) context.issues.push({ code: 'custom', message, input: context.value });
});
const policy = z.string().check(z.regex(policyText.pattern, policyText.words));
const pageOfLoad = z.strictObject({
  origin,
  csp: z.exactOptional(policy),
  coep: z.exactOptional(policy),
} satisfies ShapeOf<PageOfLoad>);
const status = z.union([z.literal(0), z.int().check(z.gte(200, statusWords), z.lte(999, statusWords))], {
  error: statusWords,
});
const answerFields = {
  status: z.exactOptional(status),
  headers: z.exactOptional(headerLines),
} satisfies ShapeOf<AnswerOfLoad>;
const answer = z.strictObject(answerFields);
const isAbsolute = z.refine<string>(
  (text) => parseUrl(text) !== null,
  'want an absolute URL, such as https://cdn.example/song.mp3',
);
const given = z.strictObject({
  page: z.union([origin, pageOfLoad]),
  url: z.string().check(isAbsolute),
  loader: z.exactOptional(z.enum(predictableLoaders)),
  method: z.exactOptional(method),
  headers: z.exactOptional(headerLines),
  response: answer,
  preflight: z.exactOptional(answer),
  redirects: z.exactOptional(z.array(z.strictObject({ ...answerFields, to: headerValue }))),
} satisfies ShapeOf<Load>);

const task = 'read the load';

const usualLoader: LoaderName = 'audio-anonymous';

/** What makes the request of a load: fixes and console messages are in the words for it. */
export const apiOf = ({ loader = usualLoader }: Pick<Load, 'loader'>): Api | undefined =>
  lastLoadOf(loader).api ?? undefined;

/**
 * A load as the oracle takes it.
 * @throws UsageError that names the place, the value seen and what is wanted
 */
export function exchangeOf(load: Load): ExchangeCase {
  const read = readGiven(given, load, task);
  const {
    loader = usualLoader,
    url,
    method,
    headers: added = [],
    response,
    preflight,
    redirects = [],
  } = read;
  const page = typeof read.page === 'string' ? { origin: read.page } : read.page;
  const origin = parseUrl(page.origin)?.origin ?? page.origin;
  // An exchange goes past no cache.
  const request: ExchangeCase['request'] & { cache?: unknown } = {
    ...requestOf(loader),
    ...{ url_origin: url, path: '' },
  };
  delete request.cache;
  if (isMedia(request.destination) && (method !== undefined || added.length > 0))
    throw new UsageError(
      `Failed to ${task}: at ${method === undefined ? 'headers' : 'method'}, ${shownValue(method ?? added[0])}: ${loader} takes none; want a fetch`,
    );
  const named = (name: string, said: z.output<typeof answer>, usual: number): NamedAnswer => ({
    for: name,
    status: said.status ?? usual,
    headers: said.headers ?? [],
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
