import { test as base } from '@playwright/test';
import { startLab, type Lab } from '../../servers/lab';

/** One embedded lab for each worker, on free ports. */
export const test = base.extend<object, { lab: Lab }>({
  lab: [
    async ({}, use) => {
      const lab = await startLab({ portBase: 0 });
      await use(lab);
      await lab.close();
    },
    { scope: 'worker' },
  ],
});

export { expect } from '@playwright/test';
