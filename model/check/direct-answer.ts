import type { HeaderLine } from '../http/headers';

/**
 * What a server is asked directly, without a browser. Each differs from `page` in one thing.
 * `page`: a GET with the page's `Origin`, as the page's script or element sends it. `again`: the same once more. `range`: with `Range: bytes=0-`, as media elements do; `range-again`: the same once more.
 * `without-origin`: as an element without `crossorigin`. `unrelated`: from an origin that nobody knows; `unrelated-part`: from it, with `Range: bytes=0-`; `unrelated-referer`: from it, with its `Referer`, too. `fresh`: under a
 * query that no cache has seen. `preflight`: OPTIONS for a GET with `Authorization`. `bare`: by another client than a
 * browser, without `Referer`; `without-referer`: by the browser; `without-metadata`: without `Sec-Fetch-*`; `other-destination`: for an element where it was for `fetch()`, or the other way round; `with-window`: as by one that is not headless. `target`: what a redirect leads to, as if the page named
 * it. `whole`: read to its end, up to 1 MiB. `sibling`: the folder of the
 * song, and a name in it that nobody has. `null` and the rest: origins that an allow-list may let in by mistake.
 */
export type Question =
  | 'page'
  | 'again'
  | 'range'
  | 'range-again'
  | 'without-origin'
  | 'unrelated'
  | 'unrelated-part'
  | 'unrelated-referer'
  | 'fresh'
  | 'fresh-without-origin'
  | 'preflight'
  | 'bare'
  | 'without-referer'
  | 'without-metadata'
  | 'other-destination'
  | 'with-window'
  | 'target'
  | 'whole'
  | 'sibling'
  | 'null'
  | 'suffix'
  | 'prefix'
  | 'dot'
  | 'http';

/**
 * Why no answer came: what Node calls it, such as `ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED`; `connect-timeout` where
 * no connection came about in time, `timeout` where one did, and no answer, or no more of one.
 */
export interface NoAnswer {
  readonly code: string;
  readonly message: string;
}

/** A server's answer to one question, as it came. */
export interface DirectAnswer {
  readonly question: Question;
  /** As it was sent: the URL of this hop, without a user name or password. */
  readonly url: string;
  /** Where the URL stands on the way that redirects lead; the first is 1. `page` has an answer for each hop. */
  readonly hop: number;
  /** The `Origin` that was sent; null if none. */
  readonly origin: string | null;
  readonly status: number | null;
  /** Each line as it came, duplicates kept. */
  readonly headers: readonly HeaderLine[];
  /** The first bytes of the body, at most 4,096; none where nobody needs them. */
  readonly firstBytes: Uint8Array;
  /** How many bytes of the body came, where the connection ended before it did. */
  readonly endedAfter?: number;
  /** Null if an answer came. With a status: its headers came, and nothing of its body. */
  readonly noAnswer: NoAnswer | null;
}
