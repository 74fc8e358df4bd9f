import type { ServerName } from '../../../model/advice/recipes';
import type { SessionCookie } from '../../../model/check/session-cookie';
import type { Hole } from '../../../model/check/holes-of';
import type { EngineName } from '../../../model/evidence/engine';
import type { HeaderLine } from '../../../model/http/headers';
import type { LoaderName } from '../../../model/lab/loaders/loaders';
import type { ExchangeCase } from '../../../model/standards/exchange-case';
import type { Expectation } from './expectation';

/** A URL to be checked, and what is expected of it. */
export interface PlannedCheck {
  readonly url: string;
  /** Stands for the URL in ids: the name of the check, or the URL without its secrets. */
  readonly place: string;
  readonly pages: readonly ExchangeCase['page'][];
  /** Where its pages stand: on this machine unless said. */
  readonly pageAddressSpace?: 'public' | undefined;
  /** The person's own page, in place of one at its origin with the policies that are said. */
  readonly pageUrl?: string | undefined;
  /** Those that a browser of the person has for that page's host. */
  readonly pageCookies?: readonly SessionCookie[] | undefined;
  /** The first is the one that counts where a cause is looked for. */
  readonly loaders: readonly LoaderName[];
  readonly engines: readonly EngineName[];
  /** Sent to the URL's own origin. */
  readonly headers: readonly HeaderLine[];
  /** Those that a browser of the person has for the URL's host. */
  readonly cookies: readonly SessionCookie[];
  readonly server: ServerName | undefined;
  /** By loader; one that is not named is told, and not judged. */
  readonly expects: Readonly<Partial<Record<LoaderName, Expectation>>>;
  /** Holes that are known and meant. */
  readonly accepts: readonly Hole[];
}

/** What is expected where nobody says it: the song is readable by the loader that counts. */
export const usualExpectation: Expectation = { outcome: 'readable', reason: null };

/** Why pages cannot be taken for public ones; undefined where they can. */
export function whyNotInPublic(
  origins: readonly string[],
  engines: readonly EngineName[],
): string | undefined {
  if (engines.some((engine) => engine !== 'chromium'))
    return 'Chromium alone is told that a page is at a public address. Ask it alone';
  return origins.includes('null') ? 'a page without an origin is at no address' : undefined;
}
