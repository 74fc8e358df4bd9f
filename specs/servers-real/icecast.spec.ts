import { expect, test } from '@playwright/test';
import { recipes } from '../../model/advice/recipes';
import { ask, valuesOf, type Answer } from './ask';
import { feedIcecast } from './feed-icecast';
import { icecastSetting } from './icecast';
import { needProgram } from './program';
import { startServer, type RunningServer } from './start-server';
import { whileItStands } from './while-it-stands';
import { everybody } from './wishes';

const icecast = needProgram('icecast2');

const origin = { Origin: 'https://app.example' };

const started = (lines: string) => () => startServer(0, (place) => icecastSetting(icecast, place, lines));

/** The answers of a mount, of a file and of a file that is not there. */
async function answersOf({ port }: RunningServer): Promise<Answer[]> {
  const stop = await feedIcecast(port);
  const live = await ask(port, '/live', origin);
  const file = await ask(port, '/tone.mp3', origin);
  const part = await ask(port, '/tone.mp3', { ...origin, Range: 'bytes=0-99' });
  const beyond = await ask(port, '/tone.mp3', { ...origin, Range: 'bytes=999999-' });
  const missing = await ask(port, '/none.mp3', origin);
  stop();
  return [live, file, part, beyond, missing];
}

const told = (answers: readonly Answer[]) =>
  answers.map((answer) => [answer.status, ...valuesOf(answer, 'Access-Control-Allow-Origin')]);

const wishes = {
  'every origin': everybody,
  'one origin': { ...everybody, origins: ['https://app.example'], exposeHeaders: ['icy-name'] },
  'one origin with credentials': { ...everybody, origins: ['https://app.example'], credentials: true },
};

for (const [title, wish] of Object.entries(wishes))
  test(`icecast tells ${title} the right lines in every answer`, async () => {
    const { blocks } = recipes.icecast.write(wish);
    const answers = await whileItStands(started(blocks[0]!.text), answersOf);
    const value = wish.origins === '*' ? '*' : 'https://app.example';
    expect(told(answers)).toEqual([200, 200, 206, 416, 404].map((status) => [status, value]));
    const [live] = answers as [Answer];
    expect(valuesOf(live, 'Access-Control-Allow-Credentials')).toEqual(wish.credentials ? ['true'] : []);
  });

test('icecast sends two lines where both the server and the mount have one', async () => {
  const text = recipes.icecast.write(everybody).blocks[0]!.text;
  const both = `${text}\n<mount><mount-name>/live</mount-name>${text}</mount>`;
  const [live] = await whileItStands(started(both), answersOf);
  expect(valuesOf(live!, 'Access-Control-Allow-Origin')).toEqual(['*', '*']);
});

test('icecast hangs up on a preflight, so there is no recipe for a request header', async () => {
  await whileItStands(started(''), async ({ port }) => {
    await expect(ask(port, '/live', origin, 'OPTIONS')).rejects.toThrow('socket hang up');
    expect(recipes.icecast.write({ ...everybody, requestHeaders: ['Icy-MetaData'] }).blocks).toEqual([]);
  });
});
