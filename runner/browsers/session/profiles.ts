import { version as playwrightVersion } from 'playwright/package.json';
import type { Profile } from './session';
import type { EngineName } from '../../../model/evidence/engine';

/**
 * What each engine does otherwise under automation than where people browse: the lab's own doing (its launch options)
 * and that of the driver. A verdict holds under this profile.
 */
const differs: Readonly<Record<EngineName, readonly string[]>> = {
  chromium: [
    'plays without a click',
    'the storage of third parties not partitioned',
    'no upgrade of http addresses to https',
    "the lab's key trusted",
  ],
  firefox: [
    'plays without a click, to a mock audio device',
    'no tracking protection, and no upgrade of http addresses to https',
    'any certificate trusted',
  ],
  webkit: [
    'any certificate trusted',
    'an ephemeral session: no intelligent tracking prevention, nothing kept on disk',
  ],
};

const names = (by: string): string => `the lab's names resolved by ${by}`;
const namesBy = { chromium: 'a rule', firefox: 'a preference', webkit: 'a proxy' } as const;
const cookiesAllowed = 'third-party cookies allowed, as Chrome ships';

/** The profile of a browser that Playwright launches. */
export const profileInPlaywright = (engine: EngineName): Profile => ({
  driver: `Playwright ${playwrightVersion}`,
  differs: [...(engine === 'chromium' ? [cookiesAllowed] : []), ...differs[engine], names(namesBy[engine])],
});

/** The profile of a browser that a Playwright server launches; a `full` Chromium is not its headless shell. */
export function profileAtServer(engine: EngineName, { full }: { readonly full: boolean }): Profile {
  const cookies = full ? 'third-party cookies refused' : cookiesAllowed;
  return {
    driver: `Playwright ${playwrightVersion} by a Playwright server`,
    differs: [...(engine === 'chromium' ? [cookies] : []), ...differs[engine], names('a tunnel to the lab')],
  };
}

/** The profile of WebKitGTK's MiniBrowser. */
export const profileOfMiniBrowser = (driver: string): Profile => ({
  driver,
  differs: [
    'MiniBrowser, not Safari: sound by GStreamer, network by libsoup',
    'plays without a click',
    'third-party cookies refused on https pages, as WebKit ships; on http pages SameSite alone keeps them out',
    ...differs.webkit,
    names(namesBy.webkit),
  ],
});
