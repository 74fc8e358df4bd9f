import { matchesWording, wordingsOf } from '../../model/judge/wordings';
import type { Reason } from '../../model/standards/reason';
import { allScenarios } from '../../model/scenarios';
import { measure } from '../../runner/measure/measure';
import { planProofs } from '../../runner/measure/prove-fixes';
import { expect, test } from '../support';
import { inReach } from '../support/in-reach';

/** Refusals of fetch() by the player's http page, one for each message. */
const refusals = {
  none: 'allow-origin-missing',
  'other-origin': 'allow-origin-mismatch',
  'two-lines': 'allow-origin-multiple',
} as const satisfies Record<string, Reason>;

for (const [policy, reason] of Object.entries(refusals)) {
  test(`the browser's console says of ${reason} what is written down of it`, async ({
    page,
    engine,
    lab,
  }) => {
    const messages: string[] = [];
    page.on('console', (message) => messages.push(message.text()));
    page.on('pageerror', ({ message }) => messages.push(`Cross-Origin Request Blocked: ${message}`));
    await page.goto(`http://player.test:${lab.ports.player.http}/lab/http`);
    const url = `http://cdn.test:${lab.ports.cdn.http}/p/${policy}/tone.mp3`;
    await page.evaluate((target) => fetch(target).catch(() => undefined), url);
    const wordings = wordingsOf(reason).filter((each) => each.engine === engine);
    const isKnown = () =>
      messages.some((message) => wordings.some(({ says }) => matchesWording(says, message)));
    await expect.poll(isKnown, { message: `a message of ${reason} among ${messages.join('\n')}` }).toBe(true);
  });
}

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
