import type { Measurement } from '../../model/evidence/measurement';
import { allScenarios } from '../../model/scenarios';
import type { Scenario } from '../../model/scenarios/build/scenario';
import { measure } from '../../runner/measure/measure';
import { specsProject } from './compose-stack';
import { describeMeasurement } from './describe-measurement';
import { measureAhead } from './measure-ahead';
import { describeLostServers } from './describe-stack';
import { toVerdictLine, verdictsAttachment } from './verdict-line';
import { test as base } from './engine';

interface TestFixtures {
  /** Measures scenarios in one batch, and with them those that the `next` tests will ask for. The wire exchange of each that is not as predicted is attached to the report; where the lab is a stack, also the log of each service that failed. */
  readonly measured: (
    scenarios: readonly Scenario[],
    next?: readonly (readonly Scenario[])[],
  ) => Promise<readonly Measurement[]>;
}

interface WorkerFixtures {
  readonly measureBatch: ReturnType<typeof measureAhead>;
}

/** A batch of many cells takes longer than a test may; in milliseconds. Each wait in it has a bound of its own. */
const boundOfCell = 2_000;

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
  measured: async ({ measureBatch }, use, testInfo) => {
    await use(async (scenarios, next = []) => {
      const measurements = await measureBatch(scenarios, next);
      await testInfo.attach(verdictsAttachment, {
        body: JSON.stringify(measurements.map(toVerdictLine)),
        contentType: 'application/json',
      });
      for (const each of measurements) {
        if (each.verdict === 'as predicted') continue;
        const name = each.id.replaceAll('/', ' ');
        await testInfo.attach(name, { body: describeMeasurement(each), contentType: 'text/plain' });
        await testInfo.attach(`${name}.json`, {
          body: JSON.stringify(each, null, 2),
          contentType: 'application/json',
        });
      }
      if (process.env.EARSHOT_LAB === 'compose' && measurements.some(({ labError }) => labError)) {
        const body = await describeLostServers(specsProject, measurements).catch(String);
        await testInfo.attach('services', { body, contentType: 'text/plain' });
      }
      return measurements;
    });
  },
});
