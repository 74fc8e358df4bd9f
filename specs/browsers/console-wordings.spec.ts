import type { Page } from '@playwright/test';
import { explainMessage } from '../../model/advice/explain-message';
import { explainScenario } from '../../model/advice/explain-scenario';
import { lastLoadOf, stepsOf } from '../../model/lab/loaders/loaders';
import { planCell } from '../../model/lab/plan/cells';
import type { PolicyName } from '../../model/lab/policies';
import { pageBase, pageSpec } from '../../model/lab/topology/pages';
import type { Ports } from '../../model/lab/topology/topology';
import { allScenarios } from '../../model/scenarios';
import type { Scenario } from '../../model/scenarios/build/scenario';
import type { Reason } from '../../model/standards/reason';
import type { AskedRequest } from '../../model/standards/request';
import { expect, test } from '../support';

const isBySelf = ({ page, loader }: Scenario): boolean => {
  const { api } = lastLoadOf(loader);
  const { opened, worker, userActivation } = pageSpec(page);
  return (
    api !== null &&
    api !== 'hls' &&
    stepsOf(loader).length === 1 &&
    opened === 'by-name' &&
    worker === undefined &&
    // The page is driven here, and what a driver evaluates counts as a click.
    userActivation === undefined
  );
};

/** What an engine does otherwise than the standards say. */
const isQuirk = (scenario: Scenario, engine: string): boolean =>
  explainScenario(scenario).quirks.some((quirk) => quirk.engine === engine);

/** One scenario for each cause, API and kind of answer that it comes with. */
function oneOfEachKind(engine: string): Scenario[] {
  const kinds = new Map<string, Scenario>();
  for (const scenario of allScenarios().filter(isBySelf)) {
    const { expectedReason, loader, policy, page } = scenario;
    // What a library's own requests are, is not made here.
    if (expectedReason === null || lastLoadOf(loader).library) continue;
    const csp = pageSpec(page).csp;
    const kind = [
      expectedReason,
      lastLoadOf(loader).api,
      /preflight|redirect|two|list|empty/.exec(policy),
      csp,
    ];
    if (!kinds.has(kind.join()) && !isQuirk(scenario, engine)) kinds.set(kind.join(), scenario);
  }
  return [...kinds.values()];
}

/** Loads as a page of somebody's own would, without the probe. */
const load = (page: Page, url: string, api: string | null, request: AskedRequest): Promise<void> =>
  page.evaluate(
    async ([target, by, { mode, credentials, headers, crossorigin }]) => {
      if (by === 'fetch') {
        const init = {
          mode,
          credentials,
          headers: headers.map(([name, value]): [string, string] => [name, value]),
        };
        await fetch(target, init)
          .then((response) => response.arrayBuffer())
          .catch(() => undefined);
      } else if (by === 'xhr') {
        const xhr = new XMLHttpRequest();
        xhr.withCredentials = credentials === 'include';
        xhr.open('GET', target);
        await new Promise((resolve) => {
          xhr.onloadend = resolve;
          xhr.onerror = resolve;
          xhr.send();
        }).catch(() => undefined);
      } else {
        const audio = new Audio();
        if (crossorigin != null) audio.crossOrigin = crossorigin;
        const context = new AudioContext();
        context.createMediaElementSource(audio).connect(context.destination);
        audio.src = target;
        await audio.play().catch(() => undefined);
        audio.pause();
        await context.close();
      }
    },
    [url, api, request] as const,
  );

/** What a browser writes about the media that it plays is seen in Firefox's own console alone, and not by a driver. */
const isOfMediaAlone = (says: string): boolean =>
  /HTMLMediaElement|media resource|OpaqueResponseBlocking/i.test(says);

/** Words of the console that name a cause. */
const namesCause =
  /blocked by CORS|Same Origin Policy|Content.Security.Policy|Mixed Content|mixed active|Cross-Origin-Resource/;

const patternOf = (says: string): RegExp =>
  new RegExp(`^${says.replace(/[.*+?^$()|[\]\\{}]/g, '\\$&').replace(/\\\{\w+\\\}/g, '.*')}$`, 's');

const bare = (message: string): string =>
  message.replace(/\?t=w\d+/g, '').replace(/^(Cross-Origin Request Blocked|Content-Security-Policy): /, '');

function toldOf(scenario: Scenario, ports: Ports, engine: string): string[] {
  const { wordings } = explainScenario(scenario, ports);
  const page = pageBase(ports, scenario.page);
  return wordings
    .filter((each) => each.engine === engine)
    .map(({ says }) => bare(says).replace(`${page}/'`, `${page}/lab/${scenario.page}'`));
}

test('a browser writes of each kind of refusal what is told of it, and nothing else of its cause', async ({
  page,
  engine,
  lab,
}) => {
  let messages: string[] = [];
  page.on('console', (message) => messages.push(`${message.text()}\n${message.location().url}`));
  page.on('pageerror', ({ message }) => messages.push(message));
  const kinds = oneOfEachKind(engine);
  expect(kinds.length).toBeGreaterThan(60);
  for (const [i, scenario] of kinds.entries()) {
    const home = `${pageBase(lab.ports, scenario.page)}/lab/${scenario.page}`;
    if (page.url() !== home) await page.goto(home);
    const token = `t=w${i}`;
    const told = toldOf(scenario, lab.ports, engine).filter(
      (says) => engine === 'chromium' || !isOfMediaAlone(says),
    );
    messages = [];
    const { api, asks } = lastLoadOf(scenario.loader);
    await load(page, planCell(scenario, lab.ports, `w${i}`).url, api, asks[0]!.request);
    // What an earlier load wrote late is not of this one.
    const written = () =>
      messages
        .filter((message) => !/t=w\d/.test(message) || message.includes(token))
        .map((message) => bare(message.split('\n')[0]!));
    const isWritten = (says: string) => written().some((message) => patternOf(says).test(message));
    const title = `${scenario.id} (${String(scenario.expectedReason)})`;
    // A connection may end in several ways, each with an error of its own.
    const [errors, sentences] = [
      told.filter((says) => says.includes('net::ERR_')),
      told.filter((says) => !says.includes('net::ERR_')),
    ];
    await expect
      .soft(() => {
        expect(written(), title).toEqual(
          expect.arrayContaining(sentences.map((says) => expect.stringMatching(patternOf(says)))),
        );
        if (errors.length > 0) expect(errors.some(isWritten), `${title}: ${written().join('\n')}`).toBe(true);
      })
      .toPass({ timeout: 5_000 });
    const untold = written().filter(
      (message) =>
        namesCause.test(message) &&
        !message.includes('CORS request did not succeed') &&
        !told.some((says) => patternOf(says).test(message)),
    );
    expect.soft(untold, title).toEqual([]);
  }
});

/** What is not of one scenario's load, or not in the console of one: what a page sees and what the network panel has. */
test('what decoding, a file, a cut answer and an opaque refusal are called is what is told', async ({
  page,
  engine,
  lab,
}) => {
  const written: string[] = [];
  page.on('console', (message) => written.push(message.text()));
  page.on('requestfailed', (request) => written.push(request.failure()?.errorText ?? ''));
  await page.goto(`${pageBase(lab.ports, 'http')}/lab/http`);
  const urlOf = (policy: PolicyName) =>
    planCell({ page: 'http', loader: 'audio', relation: 'other-site', policy, id: policy }, lab.ports, policy)
      .url;
  const thrown = await page.evaluate(
    async ([badBytes, truncated, forbidden]) => {
      const bytes = await (await fetch(badBytes!)).arrayBuffer();
      const decoding = new OfflineAudioContext(1, 44_100, 44_100).decodeAudioData(bytes);
      const says = await decoding.then(() => 'it was decoded', String);
      await fetch('file:///song.mp3').catch(String);
      await fetch(truncated!)
        .then((response) => response.arrayBuffer())
        .catch(String);
      await new Promise((resolve) => {
        const audio = new Audio(forbidden);
        audio.onerror = resolve;
      });
      return says;
    },
    [urlOf('bad-bytes'), urlOf('truncated'), urlOf('forbidden-without-cors')],
  );
  const reasonsOf = (message: string) => explainMessage(message).reasons.map(({ reason }) => reason);
  expect(reasonsOf(thrown), thrown).toContain('decode');
  const told = () => written.flatMap(reasonsOf);
  const wanted: Reason[] = engine === 'chromium' ? ['scheme', 'network', 'orb'] : ['network'];
  await expect(() => expect(told(), written.join('\n')).toEqual(expect.arrayContaining(wanted))).toPass({
    timeout: 5_000,
  });
});
