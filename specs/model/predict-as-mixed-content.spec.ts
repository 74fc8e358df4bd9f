import { expect, test } from '@playwright/test';
import { engineNames } from '../../model/evidence/engine';
import { predictAs } from '../../model/judge/predict-as';
import type { ExchangeCase } from '../../model/standards/exchange-case';
import { answer, exchange, ok, own, page, star } from './expect-cases';

/** What comes of a load in each engine: outcome, reason and the `Origin` of the last request. */
const inEach = (each: ExchangeCase) =>
  engineNames.map((engine) => {
    const { outcome, reason, originHeader } = predictAs(engine, each);
    return `${outcome} ${reason} ${originHeader}`;
  });

const audio = { destination: 'audio', crossorigin: 'anonymous' } as const;

/** Media of `from` that is led from there to `to`: the origin that is asked last in each engine, and what it is told. */
const ledTo = (to: string, from: string, of: Partial<ExchangeCase['page']> = {}) =>
  engineNames.map((engine) => {
    const redirect = answer('redirect-1', 302, star, ['Location', `${to}/led`]);
    const request = { ...audio, url_origin: from };
    const { wire, originHeader, refererHeader } = predictAs(
      engine,
      // Beside the servers that it asks, so that Local Network Access is no matter.
      exchange({ page: { addressSpace: 'loopback', ...of }, request, responses: [redirect, ok(star)] }),
    );
    return [wire.at(-1)?.url.origin, originHeader, refererHeader];
  });

test('media at an IP address is upgraded in Firefox, and in Chromium where a redirect leads to it', () => {
  const responses = [ok(own)];
  const direct = exchange({ request: { ...audio, url_origin: 'http://203.0.113.5' }, responses });
  expect(inEach(direct)).toEqual([
    'blocked mixed-content null',
    `readable null ${page}`,
    'blocked mixed-content null',
  ]);
  const to = answer('redirect-1', 302, star, ['Location', 'http://203.0.113.5/']);
  const led = inEach(exchange({ request: audio, responses: [to, ok(star)] }));
  expect(led.slice(0, 2)).toEqual(['readable null null', 'readable null null']);
  const fetched = exchange({ request: { url_origin: 'http://203.0.113.5' }, responses });
  expect(inEach(fetched)[1]).toBe('blocked mixed-content null');
});

test('media that was asked for at localhost or an address is led to http in the clear, in Chromium', () => {
  const [http, https] = ['http://mirror.example', 'https://mirror.example'];
  for (const from of [
    'https://cdn.localhost',
    'https://localhost:8444',
    'https://203.0.113.5',
    'https://[::1]',
  ])
    expect.soft(ledTo(http, from)[0], from).toEqual([http, 'null', null]);
  for (const from of ['https://cdn.localhost', 'https://203.0.113.5'])
    expect.soft(ledTo(http, from)[1], from).toEqual([https, 'null', `${page}/`]);
  expect(ledTo(http, 'https://cdn.example')[0]).toEqual([https, 'null', `${page}/`]);
  const upgrades = { csp: 'upgrade-insecure-requests' };
  expect(ledTo(http, 'https://cdn.localhost', upgrades)[0]).toEqual([https, 'null', `${page}/`]);
});

test('a page over https at localhost has its media led to http in the clear, in Chromium and Firefox', () => {
  const home = 'https://player.localhost:8444';
  const http = 'http://mirror.example';
  const led = ledTo(http, home, { origin: home });
  expect(led.slice(0, 2)).toEqual([
    [http, home, null],
    [http, home, null],
  ]);
});

test('a redirect of the own origin to what is upgraded leaves the Origin as it is, in each engine', () => {
  for (const [, origin] of ledTo('http://mirror.example', page)) expect.soft(origin).toBe(page);
  // One of the very origin that it is upgraded to taints it in Firefox: it was not that yet.
  expect(ledTo('http://cdn.example', 'https://cdn.example').map(([, origin]) => origin)).toEqual([
    page,
    'null',
    page,
  ]);
});
