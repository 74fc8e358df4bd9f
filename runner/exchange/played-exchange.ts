import { isPreflight } from '../../model/judge/diagnosis/replay';
import { outcomeOf } from '../../model/judge/outcome-of';
import type { LabError } from '../../model/evidence/measurement';
import type { Exchange } from '../../model/evidence/exchange';
import type { PageEvidence } from '../../model/evidence/page-evidence';
import type { SentSecFetch } from '../../model/judge/exchange-quirks/exchange-quirk';
import { pagesRoot } from '../../servers/exchange/exchange-pages';
import { workerPath } from '../../model/standards/service-worker';
import { placeOfUrl } from '../../servers/exchange/script';
import type { ExchangeCase } from '../../model/standards/exchange-case';
import { hasSources } from '../../model/standards/predict-sources';
import { placesOfSources } from './script-of-load';
import { opaquePageHost } from './exchange-page';
import type { Outcome } from '../../model/standards/outcome';
import type { EngineName } from '../../model/evidence/engine';

/** What a browser did with one `<source>`. */
interface PlayedSource {
  /** Whether a server was asked for it. */
  readonly isAsked: boolean;
  /** Whether the element took it. */
  readonly isTaken: boolean;
}

/** What a browser did with one case of an exchange file. */
export interface PlayedExchange {
  readonly id: string;
  readonly engine: EngineName;
  readonly browserVersion: string;
  readonly outcome: Outcome | 'inconclusive';
  /** Whether a preflight was sent. */
  readonly preflight: boolean;
  /** The `Origin` of the last request sent; null if it had none, or none was sent. */
  readonly originHeader: string | null;
  /** The `Referer` of the last request sent, in which the path of the page is that of its case; null if it had none. */
  readonly refererHeader: string | null;
  /** Its `Sec-Fetch-*`; null if it had none. */
  readonly secFetch: SentSecFetch | null;
  /** Its `Cookie`; null if it had none. */
  readonly cookieHeader: string | null;
  /** Names of the response headers that script sees, lower-case and sorted. */
  readonly visibleHeaders: readonly string[];
  readonly wire: { readonly servers: readonly Exchange[]; readonly page: PageEvidence | null };
  /** What came of each of its `<source>`; absent where there are none. */
  readonly sources?: readonly PlayedSource[];
  readonly labError?: LabError;
  /** What came of the loads after it. */
  readonly then?: readonly PlayedExchange[];
}

/** Joins what came of the loads of a case: one of which nothing is known leaves the others without a ground. */
export function joinLoads([first, ...then]: readonly [PlayedExchange, ...PlayedExchange[]]): PlayedExchange {
  if (then.length === 0) return first;
  const failed = then.findIndex(({ outcome }) => outcome === 'inconclusive');
  const { labError } = then[failed] ?? {};
  const isUnknown = first.outcome !== 'inconclusive' && labError !== undefined;
  return {
    ...first,
    ...(isUnknown && {
      outcome: 'inconclusive' as const,
      labError: { ...labError, message: `load ${failed + 2}: ${labError.message}` },
    }),
    then,
  };
}

/**
 * Whether an element got all that it asked for, and made nothing of it to the end of its time: neither a song nor an error; or
 * script was told nothing of a stream that goes on. Whoever waits for it never hears it.
 */
const isStalled = (
  { timedOut, metadata, advances }: PageEvidence,
  servers: readonly Exchange[],
  isEndless: boolean,
): boolean =>
  (timedOut?.startsWith('the element') === true || (isEndless && timedOut === 'fetch() to settle')) &&
  !metadata &&
  !advances &&
  servers.length > 0 &&
  servers.every(({ complete }) => complete);

/**
 * A page of origin null has no URL by its case: what stands in for it is told nobody. A `Referer` with the path that the page of a
 * case has, where the lab's own stands there, or its service worker.
 */
const refererOf = (sent: string | undefined, path: string): string | null =>
  sent === undefined || URL.parse(sent)?.hostname === opaquePageHost
    ? null
    : sent.replace(
        new RegExp(`^(https?://[^/]+)${pagesRoot}(/[^?]*).*$`),
        (_, origin: string, own: string) => origin + (own === workerPath ? workerPath : path),
      );

function secFetchOf(headers: Exchange['requestHeaders'] | undefined): SentSecFetch | null {
  const [site, mode, dest] = ['site', 'mode', 'dest'].map((name) => headers?.[`sec-fetch-${name}`]);
  return site === undefined || mode === undefined || dest === undefined ? null : { site, mode, dest };
}

/** Joins what the servers saw of a case to what its page saw; null if nothing came from the page. */
export function joinPlayed(
  {
    pagePath = '/',
    isEndless = false,
    ...played
  }: Pick<PlayedExchange, 'id' | 'engine' | 'browserVersion'> & {
    readonly pagePath?: string | null | undefined;
    /** Whether what came may be a live stream. */
    readonly isEndless?: boolean;
  },
  servers: readonly Exchange[],
  page: PageEvidence | null,
  pageError?: string,
): PlayedExchange {
  const labError: LabError | undefined =
    page?.timedOut !== undefined && !isStalled(page, servers, isEndless)
      ? { code: 'probe-timeout', message: `timed out waiting for ${page.timedOut}` }
      : page
        ? undefined
        : { code: 'page-failed', message: pageError ?? 'the page said nothing of it' };
  return {
    ...played,
    outcome: page && !labError ? outcomeOf(page, false) : 'inconclusive',
    preflight: servers.some(isPreflight),
    originHeader: servers.at(-1)?.requestHeaders.origin ?? null,
    refererHeader: refererOf(servers.at(-1)?.requestHeaders.referer, pagePath ?? '/'),
    secFetch: secFetchOf(servers.at(-1)?.requestHeaders),
    cookieHeader: servers.at(-1)?.requestHeaders.cookie ?? null,
    visibleHeaders: [...new Set(page?.response?.headers.map(([name]) => name.toLowerCase()))].sort(),
    wire: { servers, page },
    ...(labError && { labError }),
  };
}

/** Joins to what came of a load what came of each of its `<source>`. */
export function joinSources(load: ExchangeCase, played: PlayedExchange): PlayedExchange {
  const { servers, page } = played.wire;
  if (!hasSources(load) || !page) return played;
  const asked = new Set(
    servers.flatMap(({ scheme, host, path }) => {
      const url = URL.parse(`${scheme}://${host}${path}`);
      return url ? placeOfUrl(url) : [];
    }),
  );
  const sources = placesOfSources(load, page.token).map((place, i) => ({
    isAsked: place !== null && asked.has(place),
    isTaken: page.source === i + 1,
  }));
  return { ...played, sources };
}
