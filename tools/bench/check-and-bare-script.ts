/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { checkIn, usualLoaders } from '../../runner/check/check';
import { openCheckBrowser, type CheckBrowser } from '../../runner/check/check-browser';
import { labNetwork } from '../../runner/browsers/session/network';
import { launchBrowser } from '../../runner/browsers/launch';
import type { LaunchedBrowser } from '../../runner/browsers/session/launched-browser';
import { openLab } from '../../runner/lab/open-lab';
import type { EngineName } from '../../model/evidence/engine';
import { byTurns, type Comparison } from './comparison';
import { bareLoop } from './bare-loop';

const rounds = 5;
const song = readFileSync(join(__dirname, '..', '..', 'servers', 'audio', 'files', 'cdn', 'tone.mp3'));

/** A CDN that does all right, and a page on the same host. */
const healthyCdn: RequestListener = ({ url, headers }, res) => {
  if (url === '/') return void res.setHeader('Content-Type', 'text/html').end('<!doctype html>');
  const isPart = headers.range === 'bytes=0-';
  res.setHeader('Content-Type', 'audio/mpeg').setHeader('Access-Control-Allow-Origin', '*');
  if (isPart) res.setHeader('Content-Range', `bytes 0-${song.length - 1}/${song.length}`);
  res.writeHead(isPart ? 206 : 200).end(song);
};

async function timeOfCheck(browser: CheckBrowser, url: string): Promise<number> {
  const started = performance.now();
  const { pages } = await checkIn([browser], {
    url,
    pages: [{ origin: 'https://app.example' }],
    loaders: usualLoaders,
    headers: [],
    patience: 10_000,
    mostDirect: 40,
    proves: true,
    signal: new AbortController().signal,
  });
  if (pages[0]?.outcome !== 'readable') throw new Error('Failed to bench: the song was not readable');
  return performance.now() - started;
}

/** What somebody writes in a minute: opens a page, and loads by an element and by `fetch()`. */
async function timeOfScript({ browser }: LaunchedBrowser, url: string): Promise<number> {
  const started = performance.now();
  const context = await browser!.newContext();
  const page = await context.newPage();
  await page.goto(new URL('/', url).href);
  for (const loader of ['audio-anonymous', 'fetch-omit'] as const)
    await page.evaluate(bareLoop, { url, loader, cells: 1, concurrency: 1 });
  await context.close();
  return performance.now() - started;
}

/** Milliseconds of a check of a healthy CDN in a browser that runs already, and of a bare script of Playwright. */
export async function checkAgainstScript(engine: EngineName): Promise<Comparison[]> {
  const server = createServer(healthyCdn);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/song.mp3`;
  const lab = await openLab({ portBase: 0 });
  const bare = await launchBrowser(engine, labNetwork({ ports: lab.ports, spki: lab.spki }));
  const checking = await openCheckBrowser(engine, { headers: [], mostRequests: 999, patience: 10_000 });
  try {
    await timeOfCheck(checking, url);
    await timeOfScript(bare, url);
    const { ours, beside } = await byTurns(
      rounds,
      () => timeOfCheck(checking, url),
      () => timeOfScript(bare, url),
    );
    const what = `check of a healthy CDN in ${engine} / bare script that loads twice`;
    return [{ what, ours, beside, unit: 'ms', ratio: ours / beside, wanted: '<= 1.5, and 5000 ms' }];
  } finally {
    await checking.close();
    await bare.close();
    await lab.close();
    server.closeAllConnections();
    server.close();
  }
}
