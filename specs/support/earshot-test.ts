import { mergeTests } from '@playwright/test';
import { test as earshotTest } from '../../api/test';
import { test as turnTest } from './browser-turn';
import type { EngineOptions } from './engine';

export { expect } from '../../api/test';

/** What `earshot/test` gives anybody's suite, in the browser of a project of this one. */
export const test = mergeTests(earshotTest, turnTest).extend<object, EngineOptions>({
  engine: ['chromium', { option: true, scope: 'worker' }],
  browserName: [async ({ engine }, use) => use(engine), { scope: 'worker' }],
});
