import type { HeaderLine } from '../http/headers';

/**
 * What a server is asked directly, without a browser. Each differs from `page` in one thing.
 * `page`: a GET with the page's `Origin`, as `fetch()` sends it. `range`: with `Range: bytes=0-`, as media elements do.
 * `without-origin`: as an element without `crossorigin`. `unrelated`: from an origin that nobody knows. `fresh`: under a
 * query that no cache has seen. `preflight`: OPTIONS for a GET with `Authorization`. `bare`: by another client than a
 * browser, without `Referer`. `null` and the rest: origins that an allow-list may let in by mistake.
 */
export const questions = [
  'page',
  'range',
  'without-origin',
  'unrelated',
  'fresh',
  'fresh-without-origin',
  'preflight',
  'bare',
  'null',
  'suffix',
  'prefix',
  'dot',
  'http',
] as const;
export type Question = (typeof questions)[number];

/** Why no answer came: what Node calls it, such as `ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED`, `timeout`. */
export interface NoAnswer {
  readonly code: string;
  readonly message: string;
}

/** A server's answer to one question, as it came. */
export interface DirectAnswer {
  readonly question: Question;
  /** As it was sent: the URL of this hop. */
  readonly url: string;
  /** The first is 1; redirects are followed by hand, an answer each. */
  readonly hop: number;
  /** The `Origin` that was sent; null if none. */
  readonly origin: string | null;
  readonly status: number | null;
  /** Each line as it came, duplicates kept. */
  readonly headers: readonly HeaderLine[];
  /** The first bytes of the body, at most 4,096. */
  readonly firstBytes: Uint8Array;
  /** Null if an answer came. */
  readonly noAnswer: NoAnswer | null;
}
