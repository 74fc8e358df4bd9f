import { version as playwrightVersion } from 'playwright/package.json';
import type { Engine, Profile } from './session';

/**
 * What each engine does otherwise under automation than where people browse: the lab's own doing (its launch options)
 * and that of the driver. A verdict holds under this profile.
 */
const differs: Readonly<Record<Engine, readonly string[]>> = {
  chromium: [
    'plays without a click',
    'third-party cookies allowed, as Chrome ships, and the storage of third parties not partitioned',
    'no upgrade of http addresses to https',
    "the lab's names resolved by a rule, and its key trusted",
  ],
  firefox: [
    'plays without a click, to a mock audio device',
    'no tracking protection, and no upgrade of http addresses to https',
    "the lab's names resolved by a preference, and any certificate trusted",
  ],
  webkit: [
    "the lab's names resolved by a proxy, and any certificate trusted",
    'an ephemeral session: no intelligent tracking prevention, nothing kept on disk',
  ],
};

/** The profile of a browser that Playwright drives. */
export const profileInPlaywright = (engine: Engine): Profile => ({
  driver: `Playwright ${playwrightVersion}`,
  differs: differs[engine],
});

/** The profile of WebKitGTK's MiniBrowser. */
export const profileOfMiniBrowser = (driver: string): Profile => ({
  driver,
  differs: [
    'MiniBrowser, not Safari: sound by GStreamer, network by libsoup',
    'plays without a click',
    'third-party cookies refused on https pages, as WebKit ships; on http pages SameSite alone keeps them out',
    ...differs.webkit,
  ],
});
