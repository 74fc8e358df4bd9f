// The door `earshot/test`.
import { expect as base, test as baseTest } from '@playwright/test';
import { ignoreHTTPSErrors } from './test/ignore-https-errors-fixture';
import { lab, type LabFixtures } from './test/lab-fixture';
import { launchOptions } from './test/launch-options-fixture';
import { toBeBlocked } from './test/to-be-blocked';
import { toBeOpaque } from './test/to-be-opaque';
import { toPlay } from './test/to-play';

/** Playwright's own `test`, in a browser that finds the lab, with the fixture `lab`. */
export const test = baseTest.extend<object, LabFixtures>({
  labHosts: [['app.test'], { scope: 'worker', option: true }],
  lab: [lab, { scope: 'worker' }],
  launchOptions: [launchOptions, { scope: 'worker' }],
  ignoreHTTPSErrors,
});

/** Playwright's own `expect`, with matchers for players: an `<audio>`, or a handle on a node of Web Audio. */
export const expect = base.extend({ toPlay, toBeOpaque, toBeBlocked });

export type { LabFixtures } from './test/lab-fixture';
export type { Player } from './test/listen-to';
export type { ListenOptions } from './test/matched';
export type { BlockedOptions } from './test/to-be-blocked';
export * from './lab';
