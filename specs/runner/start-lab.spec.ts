import { request, type IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:net';
import { writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { expect, test } from '@playwright/test';
import { LabFailure, startLab, UsageError, type Lab } from '../../api/lab';
import { labOf } from '../../api/lab/open-labs';
import { withServer } from './with-server';

/** Where a browser is led for the pages of a lab. */
const portOfPages = (lab: Lab): number =>
  Number(/MAP \S+:80 127\.0\.0\.1:(\d+)/.exec(lab.launchOptions('chromium').args!.join())![1]);

interface Answered {
  readonly status: number;
  readonly said: string;
  readonly headers: IncomingHttpHeaders;
}

/** Asks as a browser that has been told the lab's names. */
function ask(port: number, url: string): Promise<Answered> {
  const { host, pathname, search } = new URL(url);
  return new Promise((resolve, reject) => {
    const asked = request(
      { port, path: pathname + search, headers: { Host: host }, agent: false },
      (answer) => {
        text(answer).then(
          (said) => resolve({ status: answer.statusCode!, said, headers: answer.headers }),
          reject,
        );
      },
    );
    asked.once('error', reject).end();
  });
}

const askCdn = (url: string) => ask(Number(new URL(url).port), url);

test('a lab serves a page as a text, a folder and what another server answers, and tells what came', async ({}, testInfo) => {
  const lab = await startLab({ hosts: ['Music.example', 'app.test'] });
  try {
    const port = portOfPages(lab);
    const at = (url: string) => ask(port, url);
    const page = lab.page('http://music.example', { html: '<p>of a text' });
    expect(page).toBe('http://music.example/');
    expect(await at(`${page}?song=1`)).toMatchObject({ status: 200, said: '<p>of a text' });
    lab.page('http://music.example', { html: '<p>with a line', headers: ['X-Page: of: a text'] });
    expect((await at(page)).headers['x-page']).toBe('of: a text');
    expect((await at('http://app.test/')).status).toBe(421);
    writeFileSync(testInfo.outputPath('index.html'), '<p>of a folder');
    lab.page('http://app.test', { folder: testInfo.outputDir });
    expect((await at('http://app.test/index.html')).said).toBe('<p>of a folder');
    expect((await at('http://app.test/../package.json')).status).toBe(404);
    await withServer(
      ({ url, headers }, res) => res.writeHead(201).end(`${url} of ${headers.host}`),
      async (origin) => {
        lab.page('http://app.test', { proxy: origin });
        const said = `/player?a=1 of ${new URL(origin).host}`;
        expect(await at('http://app.test/player?a=1')).toMatchObject({ status: 201, said });
      },
    );

    const song = lab.cdn('exact-by-hand', { file: 'tone.mp3' });
    expect((await askCdn(song)).status).toBe(200);
    expect(lab.requests(song)).toMatchObject([{ method: 'GET', url: song, origin: null, status: 200 }]);
    // Policies know a page of the first host for the player's.
    expect(lab.requests(song)[0]!.responseHeaders).toContainEqual([
      'Access-Control-Allow-Origin',
      'http://music.example',
    ]);
    expect(lab.requests(lab.cdn('none'))).toEqual([]);
  } finally {
    await lab.close();
  }
});

test('what is mistyped is refused by its place, and a server that is down is told', async () => {
  const lab = await startLab();
  const refused = (act: () => unknown) => expect(act);
  refused(() => lab.cdn('wildcrad' as 'wildcard')).toThrow(
    '"wildcrad": is no policy of the lab. Did you mean "wildcard"?',
  );
  refused(() => lab.cdn(['Access-Control-Allow-Origin: *\nX: 1'])).toThrow('a line break');
  refused(() => lab.cdn(['No Name: *'])).toThrow('at [0], "No Name: *": is not a field name');
  refused(() => lab.cdn(['Set-Cookie: a=1'])).toThrow('sets cookies for every port');
  refused(() => lab.cdn([['Vary']] as never)).toThrow('want a header line');
  refused(() => lab.cdn(undefined as never)).toThrow('want the name of a policy, header lines');
  refused(() => lab.cdn({ status: 99 })).toThrow('at policy.status, 99:');
  refused(() => lab.cdn({ colour: 'red' } as never)).toThrow('at policy.colour, "red": is not known here');
  refused(() => lab.cdn('none', { file: 'song.wav' as 'song.mp3' })).toThrow('want one of tone.mp3,');
  refused(() => lab.page('http://other.test')).toThrow('there are http://app.test, https://app.test');
  refused(() => lab.page('http://app.test:8080')).toThrow('there are http://app.test, https://app.test');
  refused(() => lab.page('http://app.test/player')).toThrow('want an origin, without a path');
  refused(() => lab.page('http://app.test', { folder: '/nowhere' })).toThrow('is no folder');
  refused(() => lab.page('http://app.test', { proxy: 'localhost' })).toThrow('want a URL');
  refused(() => lab.page('http://app.test', { html: '', headers: [['A B', '']] })).toThrow(
    'at headers[0][0], "A B": is no header name',
  );
  refused(() => lab.page('http://app.test', { headers: ['X'] } as never)).toThrow('at headers[0], "X"');
  refused(() => lab.page('http://app.test', '<p>' as never)).toThrow('at its root, "<p>": want an object');
  refused(() => lab.page('http://app.test', { htm: '' } as never)).toThrow('Did you mean "html"?');
  refused(() => lab.page(5 as never)).toThrow('at origin, 5: want an origin');
  refused(() => lab.cdn('none', 'https' as never)).toThrow('at its root, "https": want an object');
  refused(() => lab.cdn('none', { flie: 'song.mp3' } as never)).toThrow('Did you mean "file"?');
  refused(() => lab.requests(`a\u001b[31m${'b'.repeat(5_000)}`)).toThrow(/"a\\x1b\[31mb{100,}… \(\d+ more/);
  refused(() => lab.launchOptions('chrome' as 'chromium')).toThrow(
    'at browser, "chrome": want one of chromium, firefox, webkit',
  );
  refused(() => lab.requests('http://app.test/')).toThrow('is no URL of lab.cdn()');
  refused(() => lab.launchOptions('webkit')).toThrow('only Chromium and Firefox');
  for (const host of ['cdn.test', '127.0.0.1', 'app', 'a b.test'])
    await expect(startLab({ hosts: [host] }), host).rejects.toThrow(UsageError);
  const options = [null, 'app.test', { hosts: 'app.test' }, { hosts: [5] }, { host: [] }, { signal: 5 }];
  for (const each of options)
    await expect(startLab(each as never), JSON.stringify(each)).rejects.toThrow(UsageError);
  lab.page('http://app.test', { proxy: 'http://127.0.0.1:9' });
  const { status, said } = await ask(portOfPages(lab), 'http://app.test/');
  expect(said).toContain('ECONNREFUSED 127.0.0.1:9. Start it before the suite');
  expect(status).toBe(502);
  await lab.close();
});

/** Whether a port of this machine can be listened on. */
const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

test('a lab closes when it is told to, or its signal is aborted, and frees its ports', async () => {
  const ending = new AbortController();
  const lab = await startLab({ signal: ending.signal });
  const song = lab.cdn('none');
  const ports = [portOfPages(lab), Number(new URL(song).port)];
  expect(await Promise.all(ports.map(isFree))).toEqual([false, false]);
  expect(labOf(song)?.whyLost(song)).toBeUndefined();
  ending.abort(new Error('enough'));
  expect(labOf(song)?.whyLost(song)).toBe('the lab is closed');
  await lab.close();
  for (const act of [() => lab.cdn('none'), () => lab.page('http://app.test')])
    expect(act).toThrow('the lab is closed');
  expect(() => lab.launchOptions('chromium')).toThrow(LabFailure);
  expect(await Promise.all(ports.map(isFree))).toEqual([true, true]);
  await expect(startLab({ signal: ending.signal })).rejects.toThrow('enough');
});
