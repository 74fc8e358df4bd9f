import type { Measurement } from '../../model/evidence/measurement';
import { allScenarios } from '../../model/scenarios';
import type { Scenario } from '../../model/scenarios/build/scenario';
import { measure } from '../../runner/measure/measure';
import { selectScenarios } from '../../runner/measure/select-scenarios';
import { specsProject } from './compose-stack';
import { describeMeasurement } from './describe-measurement';
import { inReach } from './in-reach';
import { measureAhead } from './measure-ahead';
import { describeLostServers } from './describe-stack';
import { toVerdictLine, verdictsAttachment } from './verdict-line';
import { test as base } from './engine';

interface TestFixtures {
  /**
   * Measures scenarios in one batch, and with them those that the `next` tests will ask for. They are given as such, or by
   * an id or a glob, which must match; what this browser cannot be asked is left out. Each that is not as predicted is
   * attached to the report, in words and as JSON; of a test that fails for another cause, all that it measured. Where
   * the lab is a stack, so is the log of each service that failed.
   */
  readonly measured: (
    scenarios: string | readonly Scenario[],
    next?: readonly (readonly Scenario[])[],
  ) => Promise<readonly Measurement[]>;
}

interface WorkerFixtures {
  readonly measureBatch: ReturnType<typeof measureAhead>;
}

/** A batch of many cells takes longer than a test may; in milliseconds. Each wait in it has a bound of its own. */
const boundOfCell = 2_000;

/** A report of more measurements than these nobody reads. */
const mostAttached = 20;

export const test = base.extend<TestFixtures, WorkerFixtures>({
  measureBatch: [
    async ({ session, lab }, use) => {
      await use(
        measureAhead((scenarios) => {
          const info = test.info();
          info.setTimeout(info.timeout + scenarios.length * boundOfCell);
          return measure({ scenarios, suite: allScenarios(), session, ...lab });
        }),
      );
    },
    { scope: 'worker' },
  ],
  measured: async ({ measureBatch, session }, use, testInfo) => {
    const unremarked: Measurement[] = [];
    const attach = async (each: Measurement) => {
      const name = each.id.replaceAll('/', ' ');
      await testInfo.attach(name, { body: describeMeasurement(each), contentType: 'text/plain' });
      await testInfo.attach(`${name}.json`, {
        body: JSON.stringify(each, null, 2),
        contentType: 'application/json',
      });
    };
    await use(async (asked, next = []) => {
      const scenarios =
        typeof asked === 'string'
          ? inReach(selectScenarios([asked], 'measured()'), session, testInfo)
          : asked;
      const measurements = await measureBatch(scenarios, next);
      await testInfo.attach(verdictsAttachment, {
        body: JSON.stringify(measurements.map(toVerdictLine)),
        contentType: 'application/json',
      });
      for (const each of measurements) {
        if (each.verdict === 'as predicted') unremarked.push(each);
        else await attach(each);
      }
      if (process.env.EARSHOT_LAB === 'compose' && measurements.some(({ labError }) => labError)) {
        const body = await describeLostServers(specsProject, measurements).catch(String);
        await testInfo.attach('services', { body, contentType: 'text/plain' });
      }
      return measurements;
    });
    // Browser and oracle agree, and the spec expected something else.
    if (testInfo.status !== testInfo.expectedStatus)
      for (const each of unremarked.slice(0, mostAttached)) await attach(each);
  },
});
