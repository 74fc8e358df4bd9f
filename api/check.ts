import { recipes, type ServerName } from '../model/advice/recipes';
import type { EngineName } from '../model/evidence/engine';
import type { HeaderLine } from '../model/http/headers';
import { shownValue } from '../model/http/shown-text';
import { isHttp, parseUrl } from '../model/http/url';
import type { LoaderName } from '../model/lab/loaders/loaders';
import { usualDirect } from '../runner/check/bounds';
import { usualLoaders } from '../runner/check/check';
import type { CheckResult } from '../runner/check/check-result';
import { checkAll } from '../runner/check/gate/check-all';
import { placeOf } from '../runner/check/gate/finding-id';
import { whyNotSent } from '../runner/check/gate/own-header';
import { UsageError } from '../runner/common/usage-error';
import { withoutSecrets } from '../runner/common/without-secrets';
import { whyNoPageOrigin } from '../runner/exchange/page-origin';

/** What a check asks, and within which bounds. */
export interface CheckOptions {
  /** The origin of the page that plays it, such as `https://app.example`; or several. `null`: a page without one. */
  readonly page: string | readonly string[];
  /** Default: Chromium alone. Each has to be on this machine. */
  readonly browsers?: readonly EngineName[];
  /** The one that counts first. Default: `audio-anonymous`, `fetch-same-origin`, `audio`. */
  readonly loaders?: readonly LoaderName[];
  /** Sent to the URL's own origin, such as a login. No result shows them. */
  readonly headers?: readonly HeaderLine[];
  /** The page's Content-Security-Policy. */
  readonly csp?: string;
  /** The page's Cross-Origin-Embedder-Policy. */
  readonly coep?: string;
  /** How long the server may take for an answer, in seconds. Default: 10. */
  readonly timeout?: number;
  /** Of the server, by each browser. Default: as many as the loads need, with some to spare. */
  readonly maxRequests?: number;
  /** Of the server without a browser, for each page. Default: 40. */
  readonly maxDirect?: number;
  /** What the server is, such as `nginx` or `s3`, for the configuration of the fix. Default: guessed from its answers. */
  readonly server?: ServerName;
  /** Whether the fix is tried out. Default: true. */
  readonly prove?: boolean;
  /** Aborted, the check closes its browsers and rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Told what is done, in words without secrets. */
  readonly onProgress?: (says: string) => void;
}

const fail = (place: string, value: string, want: string): never => {
  throw new UsageError(`Failed to read the check: at ${place}, ${shownValue(value)}: ${want}`);
};

function checkInput(url: string, pages: readonly string[], { headers = [], server }: CheckOptions): void {
  const parsed = parseUrl(url);
  if (!parsed || !isHttp(parsed)) fail('url', withoutSecrets(url), 'want an http or https URL');
  if (pages.length === 0) fail('page', '', 'want an origin, such as https://app.example');
  for (const page of pages) {
    const why = whyNoPageOrigin(page);
    if (why !== undefined) fail('page', page, why);
  }
  for (const [name, value] of headers) {
    const why = whyNotSent(name, value);
    if (why !== undefined) fail('headers', name, why);
  }
  if (server !== undefined && !Object.hasOwn(recipes, server))
    fail('server', server, `want one of ${Object.keys(recipes).join(', ')}`);
}

/**
 * Checks a song on somebody's own server: real browsers load it from a page at the origin of theirs, and what passes is
 * looked at. Sends few requests, GET, HEAD and OPTIONS alone, and changes nothing there.
 * @param url the song, or an HLS playlist
 * @returns the outcome for each page, why it is so, the fix, and whether that was seen to help
 * @throws UsageError where the options are malformed
 * @throws LabFailure where a browser is missing or does not start
 */
export async function check(url: string, options: CheckOptions): Promise<CheckResult> {
  const pages = [options.page].flat();
  checkInput(url, pages, options);
  const { browsers = ['chromium'], loaders = usualLoaders, headers = [], csp, coep, server } = options;
  const { timeout = 10, maxRequests, maxDirect = usualDirect, prove = true, onProgress } = options;
  const signal = options.signal ?? new AbortController().signal;
  const planned = {
    url,
    place: placeOf(url, headers),
    pages: [...new Set(pages.map((page) => parseUrl(page)?.origin ?? page))].map((origin) => ({
      origin,
      csp,
      coep,
    })),
    loaders: [...new Set(loaders)],
    engines: [...new Set(browsers)],
    ...{ headers, cookies: [], server, expects: {}, accepts: [] },
  };
  const [done] = await checkAll([planned], {
    ...{ patience: timeout * 1_000, mostRequests: maxRequests, mostDirect: maxDirect },
    ...{ proves: prove, signal, ...(onProgress && { onProgress }) },
  });
  signal.throwIfAborted();
  if (!done) throw new Error(`Failed to check ${withoutSecrets(url)}: nothing came of it`);
  return done.result;
}
