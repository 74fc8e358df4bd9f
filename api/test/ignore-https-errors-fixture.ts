import type { PlaywrightTestOptions, PlaywrightWorkerOptions } from '@playwright/test';
import { engines } from '../../runner/browsers/engines';

/** Firefox cannot be told which certificate is the lab's. */
export async function ignoreHTTPSErrors(
  {
    ignoreHTTPSErrors: own,
    browserName,
  }: Pick<PlaywrightTestOptions, 'ignoreHTTPSErrors'> & Pick<PlaywrightWorkerOptions, 'browserName'>,
  use: (ignores: boolean) => Promise<void>,
): Promise<void> {
  await use(own || engines[browserName].trustsAnyCertificate);
}
