import { test as base } from '@playwright/test';
import { startStack, whyNoStack, type ComposeStack } from '../support/compose-stack';
import { isMissing } from '../support/is-missing';
import { takeTurn, turnBound } from '../support/take-turns';

export { expect } from '@playwright/test';

/** Longer than a stack takes to be built and to come up. */
const upBound = 8 * 60_000;

/** A stack that all specs of a worker share. Where none can be had they are skipped, and say why. */
export const test = base.extend<{ skipWithoutStack: null }, { stack: ComposeStack; whyNone: string | null }>({
  whyNone: [
    async ({}, use) => {
      const why = await whyNoStack();
      isMissing('stack', why);
      await use(why);
    },
    { scope: 'worker' },
  ],
  skipWithoutStack: [
    async ({ whyNone }, use, testInfo) => {
      testInfo.skip(whyNone !== null, whyNone ?? '');
      await use(null);
    },
    { auto: true },
  ],
  stack: [
    async ({ whyNone }, use) => {
      if (whyNone !== null) throw new Error(`Failed to start a stack: ${whyNone}`);
      const endTurn = await takeTurn('stack');
      try {
        const stack = await startStack();
        await use(stack).finally(stack.down);
      } finally {
        await endTurn();
      }
    },
    { scope: 'worker', timeout: turnBound + upBound },
  ],
});
