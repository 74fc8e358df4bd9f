import type { Lab } from '../lab/start-lab';
import { startLab } from '../lab/start-lab';

export interface LabFixtures {
  /** The hosts of your own pages, an option for `use` in playwright.config. Default: `app.test`. */
  readonly labHosts: readonly string[];
  /** A lab of this worker's own. */
  readonly lab: Lab;
}

/** Starts the lab before the browser, and closes it after. */
export async function lab(
  { labHosts }: Pick<LabFixtures, 'labHosts'>,
  use: (lab: Lab) => Promise<void>,
): Promise<void> {
  const started = await startLab({ hosts: labHosts });
  try {
    await use(started);
  } finally {
    await started.close();
  }
}
