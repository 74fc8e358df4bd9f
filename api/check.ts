import * as z from 'zod/mini';
import type { ServerName } from '../model/advice/recipes';
import type { EngineName } from '../model/evidence/engine';
import type { ShapeOf } from '../model/evidence/shape-of';
import { shownValue } from '../model/http/shown-text';
import { parseUrl } from '../model/http/url';
import type { LoaderName } from '../model/lab/loaders/loaders';
import { usualDirect } from '../runner/check/bounds';
import { usualLoaders } from '../runner/check/check';
import type { CheckResult } from '../runner/check/check-result';
import { checkAll } from '../runner/check/gate/check-all';
import { checkConfig, httpUrl } from '../runner/check/gate/check-config';
import { placeOf } from '../runner/check/gate/finding-id';
import { whyNotSent } from '../runner/check/gate/own-header';
import { withoutSecrets } from '../runner/safe-text/without-secrets';
import { headerLines, type HeaderLines } from './given/header-lines';
import { readGiven } from './given/read-given';

/** What a check asks, and within which bounds. */
export interface CheckOptions {
  /** The origin of the page that plays it, such as `https://app.example`; or several. `null`: a page without one. */
  readonly page: string | readonly string[];
  /** Default: Chromium alone. Each has to be on this machine. */
  readonly browsers?: EngineName | readonly EngineName[];
  /** The one that counts first. Default: `audio-anonymous`, `fetch-same-origin`, `audio`. */
  readonly loaders?: LoaderName | readonly LoaderName[];
  /** Sent to the URL's own origin, such as a login. No result shows them. */
  readonly headers?: HeaderLines;
  /** The page's Content-Security-Policy. */
  readonly csp?: string;
  /** The page's Cross-Origin-Embedder-Policy. */
  readonly coep?: string;
  /** How long the server may take for an answer, in seconds, 1 to 120. Default: 10. */
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

const { pages, ...fields } = checkConfig.shape;

const ownHeaders = headerLines.check(({ value: lines, issues }) => {
  for (const [name, value] of lines) {
    const why = whyNotSent(name, value);
    if (why !== undefined)
      issues.push({ code: 'custom', message: `${shownValue(name)}: ${why}`, input: lines });
  }
});
type Told = NonNullable<CheckOptions['onProgress']>;
const told = z.custom<Told>((value) => typeof value === 'function', 'want a function');

const given = z.strictObject({
  page: pages.unwrap(),
  ...{ browsers: fields.browsers, loaders: fields.loaders, csp: fields.csp, coep: fields.coep },
  ...{ timeout: fields.timeout, maxRequests: fields.maxRequests, maxDirect: fields.maxDirect },
  server: fields.server,
  headers: z.exactOptional(ownHeaders),
  prove: z.exactOptional(z.boolean()),
  signal: z.exactOptional(z.instanceof(AbortSignal, { error: 'want an AbortSignal' })),
  onProgress: z.exactOptional(told),
} satisfies ShapeOf<CheckOptions>);

const task = 'read the check';

/** A value as an error shows it: no header line, which may be a login. */
const shownSafely = (value: unknown, path: readonly PropertyKey[]): string => {
  if (path[0] === 'headers') return 'a value that is not shown';
  return typeof value === 'string' ? shownValue(withoutSecrets(value)) : shownValue(value);
};

/**
 * Checks a song on somebody's own server: real browsers load it from a page at the origin of theirs, and what passes is
 * looked at. Sends few requests, GET, HEAD and OPTIONS alone, and changes nothing there.
 * @param url the song, or an HLS playlist
 * @returns the outcome for each page, why it is so, the fix, and whether that was seen to help
 * @throws UsageError where the options are malformed
 * @throws LabFailure where a browser is missing or does not start
 */
export async function check(url: string, options: CheckOptions): Promise<CheckResult> {
  const song = readGiven(z.strictObject({ url: httpUrl }), { url }, task, shownSafely).url;
  const read = readGiven(given, options, task, shownSafely);
  const { browsers = 'chromium', loaders = usualLoaders, headers = [], csp, coep, server } = read;
  const { timeout = 10, maxRequests, maxDirect = usualDirect, prove = true, onProgress } = read;
  const signal = read.signal ?? new AbortController().signal;
  const planned = {
    url: song,
    place: placeOf(song, headers),
    pages: [...new Set([read.page].flat().map((page) => parseUrl(page)?.origin ?? page))].map((origin) => ({
      origin,
      csp,
      coep,
    })),
    loaders: [...new Set([loaders].flat())],
    engines: [...new Set([browsers].flat())],
    ...{ headers, cookies: [], server, expects: {}, accepts: [] },
  };
  const [done] = await checkAll([planned], {
    ...{ patience: timeout * 1_000, mostRequests: maxRequests, mostDirect: maxDirect },
    ...{ proves: prove, signal, ...(onProgress && { onProgress }) },
  });
  signal.throwIfAborted();
  if (!done) throw new Error(`Failed to check ${withoutSecrets(song)}: nothing came of it`);
  return done.result;
}
