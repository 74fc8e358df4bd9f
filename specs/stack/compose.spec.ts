import { expect, test as base } from '@playwright/test';
import { defaultPortBase, originOf, portsFrom, serverNames } from '../../model/topology';
import { attachLab } from '../../runner/attach-lab';
import { exitCodeOf, run } from '../../runner/run';
import { selectScenarios } from '../../runner/select-scenarios';
import { takeTurn, turnBound } from '../fixtures/take-turns';
import { startStack, whyNoStack, type ComposeStack } from '../fixtures/compose-stack';

const test = base.extend<object, { stack: ComposeStack }>({
  stack: [
    async ({}, use) => {
      const endTurn = await takeTurn('stack');
      try {
        const stack = await startStack();
        await use(stack).finally(stack.down);
      } finally {
        await endTurn();
      }
    },
    { scope: 'worker', timeout: turnBound + 420_000 },
  ],
});

test.describe.configure({ mode: 'default', timeout: 120_000 });
test.beforeAll(async () => {
  const why = await whyNoStack();
  if (why !== null) process.stdout.write(`The specs of the stack are skipped: ${why}\n`);
  test.skip(why !== null, why ?? '');
});

const player = originOf(portsFrom(defaultPortBase), 'player', 'http', 'localhost');

test('every published port answers as the server it should be', async ({ stack }) => {
  expect(stack).toBeDefined();
  for (const name of serverNames) {
    const answer = await fetch(`http://127.0.0.1:${portsFrom(defaultPortBase)[name].http}/health`);
    expect(await answer.json()).toMatchObject({ status: 'ok', server: name });
  }
});

test('the stack gives the verdicts that the embedded lab gives', async ({ stack }) => {
  expect(stack).toBeDefined();
  const lab = await attachLab(player);
  const scenarios = selectScenarios(['claim:1', 'claim:2', 'claim:3', 'claim:4', 'claim:8', 'claim:10']);
  const result = await run({ engines: ['chromium'], scenarios, lab });
  for (const { id, verdict } of result.measurements) expect.soft(verdict, id).toBe('as predicted');
  expect(exitCodeOf(result)).toBe(0);
});

for (const { what, command, undo } of [
  { what: 'is killed', command: ['kill', '-s', 'SIGKILL', 'cdn'], undo: ['start', 'cdn'] },
  { what: 'is paused', command: ['pause', 'cdn'], undo: ['unpause', 'cdn'] },
]) {
  test(`a CDN that ${what} in mid-run makes its cells inconclusive, and no others`, async ({ stack }) => {
    const lab = await attachLab(player);
    const scenarios = selectScenarios([
      'http/*/other-site/{none,wildcard,exact}',
      'http/*/same-origin/none',
      'http/*/other-port/*',
    ]);
    let struck: Promise<void> | undefined;
    const onProgress = () => (struck ??= stack.command(...command));
    const result = await run({ engines: ['chromium'], scenarios, lab, onProgress });
    await stack.command(...undo);
    for (const { id, relation, verdict } of result.measurements) {
      expect.soft(verdict, id).toBe(relation === 'other-site' ? 'inconclusive' : 'as predicted');
    }
    expect(exitCodeOf(result)).toBe(2);
  });
}
