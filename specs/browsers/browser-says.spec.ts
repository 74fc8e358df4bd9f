import { allScenarios } from '../../model/scenarios';
import { measure } from '../../runner/measure/measure';
import { planProofs } from '../../runner/measure/prove-fixes';
import { expect, test } from '../support';
import { inReach } from '../support/in-reach';

test('the browser itself names the cause of every CORS refusal', async ({ measured }) => {
  const refused = allScenarios().filter(
    ({ page, relation, expectedReason }) =>
      page === 'http' && relation === 'other-host' && expectedReason?.startsWith('allow-') === true,
  );
  const measurements = await measured(refused);
  expect(measurements.length).toBeGreaterThan(20);
  for (const { id, browserSays, verdict, differences } of measurements) {
    expect.soft(browserSays, id).not.toHaveLength(0);
    expect.soft(verdict, `${id} ${differences.join('; ')}`).toMatch(/^(as predicted|known quirk)$/);
  }
});

test('the fix of each scenario of the article makes it readable', async ({ session, lab }, testInfo) => {
  const told = allScenarios().filter(({ stated, page }) => stated.length > 0 && page === 'http');
  const { planned } = planProofs(inReach(told, session, testInfo), lab.ports);
  const fixed = new Map(planned.map(({ scenario, fix }) => [scenario.id, fix.load.policy]));
  const measurements = await measure({
    scenarios: planned.map(({ scenario }) => scenario),
    policyFor: ({ id }) => fixed.get(id),
    session,
    ...lab,
  });
  expect(measurements.length).toBeGreaterThan(50);
  for (const { id, outcome, reason, labError } of measurements) {
    expect.soft(outcome, `${id}: ${String(labError?.message ?? reason)}`).toBe('readable');
  }
});
