import type { WebDriver } from 'selenium-webdriver';
import type { Cell } from '../../../../model/lab/plan/cell';
import type { Drained, Probe } from '../../../../model/evidence/probe';
import { until } from '../../../waiting/until';
import { noProbe, openBound } from '../../session/probe-bounds';
import type { LabPage, ProbeDocument } from '../../session/session';

/** The window that the probe's script is in; evaluated in the page, so these functions must stand alone. */
declare const window: { earshot?: Probe };

type Answer = { readonly drained: Drained } | { readonly error: string };

const isReady = () => window.earshot !== undefined;
const start = (cells: readonly Cell[], concurrency: number, patience: number) =>
  window.earshot!.start(cells, concurrency, patience);
const drain = (done: (answer: Answer) => void) =>
  void window.earshot!.drain().then(
    (drained) => done({ drained }),
    (error: unknown) => done({ error: String(error) }),
  );

/** WebDriver tells of no name that leads nowhere and of no certificate that is refused: the probe alone is proof. */
async function awaitProbe(driver: WebDriver, { url, depth, after }: ProbeDocument): Promise<void> {
  await driver.manage().setTimeouts({ pageLoad: openBound, script: 2 * openBound });
  if (after !== undefined) await driver.get(after);
  await driver.get(url);
  await until(openBound, noProbe(url), async () => {
    if (depth > 0) await driver.switchTo().defaultContent();
    const switched = Array.from({ length: depth }).reduce<Promise<void>>(
      (before) => before.then(() => driver.switchTo().frame(0)),
      Promise.resolve(),
    );
    const ready = await switched.then(() => driver.executeScript<boolean>(isReady)).catch(() => false);
    return ready || undefined;
  });
}

interface OpenOptions {
  /** What the probe is told: see `Engine.patience`. */
  readonly patience: number;
  /** Has its turn before the loads. */
  readonly prepare?: (driver: WebDriver) => Promise<void>;
  /** Ends the session. */
  readonly close: () => Promise<void>;
}

/** Opens a document with the probe in a session of its own. */
export async function openInWebDriver(
  driver: WebDriver,
  document: ProbeDocument,
  { patience, prepare, close }: OpenOptions,
): Promise<LabPage> {
  try {
    await awaitProbe(driver, document);
    await prepare?.(driver);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    said: null,
    start: (cells: readonly Cell[], concurrency: number) =>
      driver.executeScript<undefined>(start, cells, concurrency, patience),
    async drain() {
      const answer = await driver.executeAsyncScript<Answer>(drain);
      if ('error' in answer) throw new Error(answer.error);
      return answer.drained;
    },
    close,
  };
}
