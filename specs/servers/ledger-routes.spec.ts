import { originOf } from '../../model/lab/topology/topology';
import { ask, type Question } from './ask';
import { expect, test } from './lab-fixture';
import { expectRefusal } from './refusal';

const post = (body: string, type = 'application/json'): Question => ({
  method: 'POST',
  body,
  headers: [['Content-Type', type]],
});

const badBodies = [
  ['no JSON', post('{'), 400],
  ['a word', post('"x"'), 400],
  ['another shape', post('{"token":"x"}'), 400],
  ['one more field', post('{"tokens":[],"more":1}'), 400],
  ['a token with a space', post('{"tokens":["a b"]}'), 400],
  ['a token that is too long', post(JSON.stringify({ tokens: ['x'.repeat(65)] })), 400],
  ['more tokens than the ledger keeps', post(JSON.stringify({ tokens: Array(10_001).fill('x') })), 400],
  ['another type', post('{"tokens":[]}', 'text/plain'), 400],
  ['nothing', { method: 'POST' }, 400],
  ['more than a megabyte', post(' '.repeat(1_100_000)), 413],
  ['an unknown charset', post('{"tokens":[]}', 'application/json; charset=x-odd'), 415],
] as const;

for (const [title, question, status] of badBodies) {
  test(`POST /ledger with ${title} is a ${status} that names the body`, async ({ lab }) => {
    const answer = await ask(lab, '/ledger', question);
    expectRefusal(answer, status, 'body');
    expect(answer.body.length).toBeLessThan(1_000);
  });
}

test('GET /ledger with a malformed token is a 400 that names it', async ({ lab }) => {
  for (const token of ['a.b', 'x'.repeat(65), '%20'])
    expectRefusal(await ask(lab, `/ledger/${token}`), 400, 'token');
});

test('the ledger of a page is readable for the players alone', async ({ lab }) => {
  const read = async (origin: string) =>
    (await ask(lab, '/ledger/abc', { headers: [['Origin', origin]] })).header('Access-Control-Allow-Origin');
  for (const domain of ['test', 'localhost'] as const) {
    for (const scheme of ['http', 'https'] as const) {
      const player = originOf(lab.ports, 'player', scheme, domain);
      expect.soft(await read(player)).toBe(player);
      expect.soft(await read(originOf(lab.ports, 'evil', scheme, domain))).toBeUndefined();
    }
  }
  expect(await read('null')).toBeUndefined();
});

test('the ledger of the runner is readable for no page', async ({ lab }) => {
  const player = originOf(lab.ports, 'player', 'http', 'test');
  const question = post('{"tokens":[]}');
  const answer = await ask(lab, '/ledger', {
    ...question,
    headers: [...question.headers!, ['Origin', player]],
  });
  expect(answer.status).toBe(200);
  expect(answer.header('Access-Control-Allow-Origin')).toBeUndefined();
});

test('an answer names the server instance, and is not stored', async ({ lab }) => {
  const health = (await ask(lab, '/health')).json() as { instance: string };
  const answer = await ask(lab, '/ledger/of-nobody');
  expect(answer.json()).toEqual({ instance: health.instance, forgotten: 0, lost: [], exchanges: [] });
  expect(answer.header('Cache-Control')).toBe('no-store');
});
