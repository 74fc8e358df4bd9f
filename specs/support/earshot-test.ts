import { stripVTControlCharacters } from 'node:util';
import { mergeTests, type Page } from '@playwright/test';
import { test as earshotTest } from '../../api/test';
import { test as turnTest } from './browser-turn';
import type { EngineOptions } from './engine';

export { expect } from '../../api/test';

/** What `earshot/test` gives anybody's suite, in the browser of a project of this one. */
export const test = mergeTests(earshotTest, turnTest).extend<object, EngineOptions>({
  engine: ['chromium', { option: true, scope: 'worker' }],
  browserName: [async ({ engine }, use) => use(engine), { scope: 'worker' }],
});

/** An element that plays a song; `crossorigin` with the space before it. */
export const element = (song: string, crossorigin = ' crossorigin') =>
  `<!doctype html><audio autoplay${crossorigin} src="${song}"></audio>`;

/** The node at which a page is to be listened to. */
export const volumeOf = (page: Page) =>
  page.evaluateHandle(() => (window as unknown as { volume: GainNode }).volume);

/** What a matcher says that fails. */
export const failureOf = (done: Promise<void>): Promise<string> =>
  done.then(
    () => 'it passed',
    (error: unknown) => stripVTControlCharacters((error as Error).message),
  );
