import { randomUUID } from 'node:crypto';
import type { Probe } from '../../model/evidence/probe';
import type { Cell } from '../../model/lab/plan/cell';
import { predictCellAs } from '../../model/judge/predict-cell-as';
import { planCell } from '../../model/lab/plan/cells';
import type { Policy } from '../../model/lab/policies/policy';
import { originOf } from '../../model/lab/topology/topology';
import { readLedgers } from '../../runner/measure/ledgers';
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

test('what video.js says of a stream before its element begins to load is told, though it takes that back', async ({
  page,
  lab,
}) => {
  test.skip(lab.hosts === 'own-names', 'the names of the lab lead nowhere from inside a container');
  // Its element begins to load as soon as the playlist is refused, and is heard of at once: most often it does by itself.
  await page.addInitScript(() => {
    const src = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'src')!;
    const send = Object.getOwnPropertyDescriptor(XMLHttpRequest.prototype, 'send')!;
    let begin: (() => void) | undefined;
    Object.defineProperty(HTMLMediaElement.prototype, 'src', {
      ...src,
      set: function (this: HTMLMediaElement, url: string) {
        begin = () => {
          src.set!.call(this, url);
          this.dispatchEvent(new Event('loadstart'));
        };
      },
    });
    XMLHttpRequest.prototype.send = function (this: XMLHttpRequest) {
      this.addEventListener('loadend', () => begin?.());
      (send.value as XMLHttpRequest['send']).call(this);
    };
  });
  await page.goto(`${originOf(lab.ports, 'player', 'http', 'localhost')}/lab/http`);
  const isPlayed = await page.evaluate(() => MediaSource.isTypeSupported('audio/mp4; codecs="mp4a.40.2"'));
  test.skip(!isPlayed, 'video.js does not try a stream that the browser has no decoder for');
  const probe = await page.evaluateHandle(() => (window as unknown as { readonly earshot: Probe }).earshot);
  const url = `${originOf(lab.ports, 'cdn', 'http', 'localhost')}/p/none/open.m3u8?t=vhs`;
  await probe.evaluate((self, each) => self.start([each], 1, 1), {
    token: 'vhs',
    loader: 'videojs-hls',
    url,
  } satisfies Cell);
  const said = () => probe.evaluate((self) => self.drain().then(({ evidence }) => evidence.at(0)?.error));
  await expect
    .poll(said, { timeout: 10_000 })
    .toEqual({ name: 'error 2', message: `HLS playlist request error at URL: ${url}.` });
});

test('an element whose source is set once more as it begins to play is played all the same', async ({
  page,
  lab,
}) => {
  test.skip(lab.hosts === 'own-names', 'the names of the lab lead nowhere from inside a container');
  await page.addInitScript(() => {
    const src = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'src')!;
    Object.defineProperty(HTMLMediaElement.prototype, 'src', {
      ...src,
      set: function (this: HTMLMediaElement, url: string) {
        src.set!.call(this, url);
        setTimeout(() => src.set!.call(this, url));
      },
    });
  });
  await page.goto(`${originOf(lab.ports, 'player', 'http', 'localhost')}/lab/http`);
  const probe = await page.evaluateHandle(() => (window as unknown as { readonly earshot: Probe }).earshot);
  const url = `${originOf(lab.ports, 'cdn', 'http', 'localhost')}/p/wildcard/tone.mp3?t=again`;
  await probe.evaluate((self, each) => self.start([each], 1, 1), {
    token: 'again',
    loader: 'audio-anonymous',
    url,
  } satisfies Cell);
  const found = () => probe.evaluate((self) => self.drain().then(({ evidence }) => evidence.at(0)?.tone));
  await expect.poll(found, { timeout: 10_000 }).toBeGreaterThan(0);
});

/** Hangs up on what a redirect of the same server leads to: on what script asks for, and on what an element asks for then. */
const hangsUp: Policy = {
  title: 'a redirect to where the server hangs up',
  cors: { origin: '*', allowedHeaders: ['authorization'] },
  redirect: {
    status: 307,
    to: 'same-server',
    policy: {
      title: 'hangs up',
      cors: { origin: '*', allowedHeaders: ['authorization'] },
      fault: { kind: 'reset', after: 'request' },
    },
  },
};

test('what gets no answer is sent as often as predicted, on new connections and on used ones', async ({
  page,
  lab,
  engine,
}) => {
  const scenario = {
    id: 'hangs up',
    page: 'http',
    loader: 'howler-authorization',
    relation: 'other-site',
    policy: 'none',
  } as const;
  const cell = planCell(scenario, lab.ports, randomUUID(), hangsUp);
  const { wire } = predictCellAs(engine, cell, lab.ports);
  // A page in a profile of its own has no connection open.
  await page.goto(`${originOf(lab.ports, 'player', 'http', 'test')}/lab/http`);
  const probe = await page.evaluateHandle(() => (window as unknown as { readonly earshot: Probe }).earshot);
  await probe.evaluate((self, each) => self.start([each], 1, 1), {
    token: cell.token,
    loader: cell.loader,
    url: cell.url,
  } satisfies Cell);
  await expect.poll(() => probe.evaluate((self) => self.drain().then(({ pending }) => pending))).toBe(0);
  const { byToken } = await readLedgers(lab.ports, [cell.token], lab.hosts);
  const seen = byToken.get(cell.token)!.map(({ method, status }) => `${method} ${status}`);
  expect(seen).toEqual(wire.map(({ method, status }) => `${method} ${status}`));
});
