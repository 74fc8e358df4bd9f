import { setTimeout as wait } from 'node:timers/promises';
import { defaultPortBase, originOf, portsFrom } from '../../model/lab/topology/topology';
import { attachLab } from '../../runner/lab/attach-lab';
import { exitCodeOf, run, type RunResult } from '../../runner/measure/run';
import { selectScenarios } from '../../runner/measure/select-scenarios';
import { docker } from '../support/compose';
import type { ComposeStack } from '../support/compose-stack';
import { describeMeasurement } from '../support/describe-measurement';
import { describeLostServers } from '../support/describe-stack';
import { expect, test } from './stack-fixture';
import { asksAll } from '../support/asks-all';

test.describe.configure({ mode: 'default', timeout: 10 * 60_000 });

const player = originOf(portsFrom(defaultPortBase), 'player', 'http', 'localhost');

/** A run in which `strike` is awaited as soon as the first cell has ended. */
async function runAndStrike(strike: () => Promise<unknown>): Promise<RunResult> {
  let struck: Promise<unknown> | undefined;
  return run({
    engines: ['chromium'],
    lab: await attachLab(player),
    scenarios: selectScenarios([
      'http/{audio,fetch,xhr}*/other-site/{none,wildcard,exact}',
      'http/{audio,fetch,xhr}*/same-origin/none',
      'http/{audio,fetch,xhr}*/other-port/{none,wildcard,exact}',
    ]),
    onProgress: async () => void (await (struck ??= strike())),
  });
}

interface Fault {
  readonly title: string;
  readonly strike: (stack: ComposeStack) => Promise<unknown>;
  /** What must be undone for Docker to make a new container of the service. */
  readonly undo?: (stack: ComposeStack) => Promise<unknown>;
  /** How the report tells of the service. */
  readonly told: RegExp;
}

const containerOf = (stack: ComposeStack) => stack.inspect('cdn', '{{.Id}}');
const network = ({ project }: ComposeStack) => `${project}_lab`;

const faults: readonly Fault[] = [
  {
    title: 'is killed',
    strike: (stack) => stack.command('kill', '--signal', 'SIGKILL', 'cdn'),
    told: /^cdn is exited with code 137\. The end of its log:\n +\{[^]*the server stands/,
  },
  {
    title: 'is paused',
    strike: (stack) => stack.command('pause', 'cdn'),
    undo: (stack) => stack.command('unpause', 'cdn'),
    told: /^cdn is paused\b[^]*The end of its log:\n +\{[^]*the server stands/,
  },
  {
    title: 'is cut off from the network',
    strike: async (stack) => docker('network', 'disconnect', network(stack), await containerOf(stack)),
    told: /^cdn is running\b.*The end of its log:\n +\{.*the server stands/,
  },
];

for (const { title, strike, undo, told } of faults) {
  test(`a CDN that ${title} in mid-run makes its cells inconclusive, and no others`, async ({ stack }) => {
    try {
      const result = await runAndStrike(() => strike(stack));
      expect(result.measurements.length).toBeGreaterThan(40);
      for (const { id, relation, verdict, labError } of result.measurements) {
        const ofCdn = relation === 'other-site';
        expect.soft(verdict, id).toBe(ofCdn ? 'inconclusive' : 'as predicted');
        expect.soft(labError?.server, id).toBe(ofCdn ? 'cdn' : undefined);
      }
      expect(exitCodeOf(result)).toBe(2);
      expect(await describeLostServers(stack.project, result.measurements)).toMatch(told);
    } finally {
      await undo?.(stack);
      await stack.command('up', '--detach', '--wait', '--force-recreate', '--no-deps', 'cdn');
    }
  });
}

test('a CDN that stumbles all through a run never makes a finding, and no other server pays for it', async ({
  stack,
}) => {
  test.skip(!asksAll, 'npm run test:all has a CDN stumble');
  let over = false;
  const stumble = async () => {
    while (!over) {
      await stack.command('pause', 'cdn');
      await wait(400);
      await stack.command('unpause', 'cdn');
      await wait(200);
    }
  };
  const stumbling = stumble();
  const result = await runAndStrike(() => Promise.resolve()).finally(() => {
    over = true;
    return stumbling;
  });
  for (const measurement of result.measurements) {
    const allowed =
      measurement.relation === 'other-site' ? /^(as predicted|inconclusive)$/ : /^as predicted$/;
    expect.soft(measurement.verdict, describeMeasurement(measurement)).toMatch(allowed);
  }
});

test('after all this, the stack gives every verdict again', async ({ stack }) => {
  expect(stack.project).toBeDefined();
  expect(exitCodeOf(await runAndStrike(() => Promise.resolve()))).toBe(0);
});
