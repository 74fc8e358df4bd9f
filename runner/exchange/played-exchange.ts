import { isPreflight } from '../../model/judge/diagnosis/replay';
import { outcomeOf } from '../../model/judge/outcome-of';
import type { LabError } from '../../model/evidence/measurement';
import type { Exchange } from '../../model/evidence/exchange';
import type { PageEvidence } from '../../model/evidence/page-evidence';
import type { Outcome } from '../../model/standards/outcome';
import type { EngineName } from '../../model/evidence/engine';

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
  /** Names of the response headers that script sees, lower-case and sorted. */
  readonly visibleHeaders: readonly string[];
  readonly wire: { readonly servers: readonly Exchange[]; readonly page: PageEvidence | null };
  readonly labError?: LabError;
}

/**
 * Whether an element got all that it asked for, and made nothing of it to the end of its time: neither a song nor an error.
 * Whoever waits for it never hears it.
 */
const isStalled = ({ timedOut, metadata, advances }: PageEvidence, servers: readonly Exchange[]): boolean =>
  timedOut?.startsWith('the element') === true &&
  !metadata &&
  !advances &&
  servers.length > 0 &&
  servers.every(({ complete }) => complete);

/** Joins what the servers saw of a case to what its page saw; null if nothing came from the page. */
export function joinPlayed(
  played: Pick<PlayedExchange, 'id' | 'engine' | 'browserVersion'>,
  servers: readonly Exchange[],
  page: PageEvidence | null,
  pageError?: string,
): PlayedExchange {
  const labError: LabError | undefined =
    page?.timedOut !== undefined && !isStalled(page, servers)
      ? { code: 'probe-timeout', message: `timed out waiting for ${page.timedOut}` }
      : page
        ? undefined
        : { code: 'page-failed', message: pageError ?? 'the page said nothing of it' };
  return {
    ...played,
    outcome: page && !labError ? outcomeOf(page, false) : 'inconclusive',
    preflight: servers.some(isPreflight),
    originHeader: servers.at(-1)?.requestHeaders.origin ?? null,
    visibleHeaders: [...new Set(page?.response?.headers.map(([name]) => name.toLowerCase()))].sort(),
    wire: { servers, page },
    ...(labError && { labError }),
  };
}
