import type { Probe } from '../../model/evidence/probe';
import type { Cell } from '../../model/lab/plan/cell';
import { originOf } from '../../model/lab/topology/topology';
import { expect, test } from '../support';

test('a page loads the script of a library when it plays by it, and none before', async ({ page, lab }) => {
  test.skip(lab.hosts === 'own-names', 'the names of the lab lead nowhere from inside a container');
  const scripts: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname);
  });
  await page.goto(`${originOf(lab.ports, 'player', 'http', 'localhost')}/lab/http`);
  const probe = await page.evaluateHandle(() => (window as unknown as { readonly earshot: Probe }).earshot);
  const pending = () => probe.evaluate((self) => self.drain().then((drained) => drained.pending));
  const load = async (cell: Cell) => {
    await probe.evaluate((self, each) => self.start([each], 1, 1), cell);
    await expect.poll(pending).toBe(0);
  };
  const song = `${originOf(lab.ports, 'cdn', 'http', 'localhost')}/p/wildcard/tone.mp3?t=`;
  await load({ token: 'plain', loader: 'audio', url: `${song}plain` });
  expect(scripts).toEqual(['/lab/probe.js']);
  await load({ token: 'howler', loader: 'howler', url: `${song}howler` });
  expect(scripts).toEqual(['/lab/probe.js', '/lab/howler.js']);
});
