import { expect, test } from '@playwright/test';
import { lastLoadOf } from '../../model/lab/loaders/loaders';
import { planCell } from '../../model/lab/plan/cells';
import { findFix, type LabFix, type LabFixResult, type Load } from '../../model/advice/fix/find-fix';
import { isSafe } from '../../model/advice/fix/is-safe';
import { pageOrigin, pageSpec } from '../../model/lab/topology/pages';
import { policyOf } from '../../model/lab/policies';
import { predictCell } from '../../model/lab/predict/predict-cell';
import { allScenarios } from '../../model/scenarios';
import type { Scenario } from '../../model/scenarios/build/scenario';
import { portsFrom } from '../../model/lab/topology/topology';

const ports = portsFrom(8100);
let known: ({ readonly scenario: Scenario } & LabFixResult)[] | undefined;
const results = () =>
  (known ??= allScenarios()
    .filter(({ expected }) => expected !== 'readable')
    .map((scenario) => ({ scenario, ...findFix(scenario, ports) })));
const fixOf = (id: string): LabFix | null => {
  const [page, loader, relation, policy] = id.split('/') as unknown as [
    Load['page'],
    Load['loader'],
    Load['relation'],
    Load['policy'],
  ];
  return findFix({ page, loader, relation, policy }, ports).fix;
};

/** Whether something other than the CDN's headers and the loader stands in the way, as the scenario itself says. */
const standsInTheWay = {
  'foreign-page': ({ page }: Load) => pageSpec(page).server === 'evil',
  attack: ({ loader }: Load) => loader === 'injected-script',
  unsafe: ({ page, policy }: Load) =>
    pageOrigin(ports, page) === 'null' && policyOf(policy).session !== undefined,
  scheme: ({ relation }: Load) => relation === 'ftp-scheme',
  'bad-port': () => false,
  'request-invalid': () => false,
  unneeded: () => false,
  csp: ({ page }: Load) => pageSpec(page).csp !== undefined,
  'mixed-content': ({ relation }: Load) => relation === 'insecure-only',
  auth: ({ policy }: Load) =>
    policyOf(policy).session !== undefined || policyOf(policy).authorization === true,
  'worker-opaque': ({ page }: Load) => page === 'worker-opaque',
  'context-suspended': ({ loader }: Load) => loader.endsWith('-suspended'),
  'not-allowed-to-play': ({ page }: Load) => pageSpec(page).userActivation !== undefined,
  'no-option': ({ loader }: Load) => lastLoadOf(loader).library !== null,
  untried: () => false,
  'local-network': ({ page }: Load) => pageSpec(page).isPublic === true,
  integrity: () => false,
  network: ({ policy, relation }: Load) => policyOf(policy).fault !== undefined || relation === 'closed-port',
};

test('at least 95 of 100 scenarios in whose way nothing but headers and loader stands have a fix', () => {
  const fixable = results().filter(
    ({ scenario, unfixable }) => unfixable === null || !standsInTheWay[unfixable](scenario),
  );
  const share = fixable.filter(({ fix }) => fix !== null).length / fixable.length;
  expect(fixable.length).toBeGreaterThan(1_500);
  expect(share).toBeGreaterThanOrEqual(0.95);
});

test('a fix makes its scenario readable and lets in nobody else', () => {
  const wrong = results().filter(({ scenario, fix }) => {
    if (!fix) return false;
    const { page, loader, relation, policy } = fix.load;
    const cell = planCell({ ...scenario, page, loader, relation }, ports, 'spec', policy);
    const letsIn = !isSafe(policy) || /"null"|\{origin\}/.test(JSON.stringify(fix.headers));
    return predictCell(cell, ports).outcome !== 'readable' || letsIn;
  });
  expect(wrong.map(({ scenario, fix }) => ({ id: scenario.id, fix }))).toEqual([]);
});

test('a closed CDN needs one header, an element without crossorigin an attribute as well', () => {
  const header = ['Access-Control-Allow-Origin', '*'];
  expect(fixOf('http/fetch-same-origin/other-site/none')).toMatchObject({
    edits: [{ where: 'cdn' }],
    headers: [header],
  });
  expect(fixOf('http/audio/other-site/none')).toMatchObject({
    edits: [{ where: 'page' }, { where: 'cdn' }],
    headers: [header],
    load: { loader: 'audio-anonymous' },
  });
  expect(fixOf('http/audio/other-site/wildcard')).toMatchObject({ edits: [{ where: 'page' }], headers: [] });
});

test('a page that nobody clicked in needs a click besides what its song needs', () => {
  const editsOf = (id: string) => fixOf(id)?.edits.map(({ says }) => says.replace(/,.*/s, ''));
  expect(editsOf('unclicked/audio-anonymous/other-site/wildcard')).toEqual(['Call play()']);
  expect(editsOf('unclicked/audio-anonymous/other-site/none')).toEqual([
    'Call play()',
    expect.stringMatching(/^Send Access-Control-Allow-Origin/),
  ]);
  expect(editsOf('framed-parent-clicked/audio-anonymous/other-site/wildcard')).toEqual([
    expect.stringMatching(/^Give the frame allow="autoplay"/),
  ]);
  expect(editsOf('unclicked/buffer-source/other-site/wildcard')).toEqual(['Call play()']);
});

test('credentials are allowed to the page by name', () => {
  expect(fixOf('http/fetch-include/other-host/session-without-cors')?.headers).toEqual([
    ['Access-Control-Allow-Origin', 'http://player.test:8100'],
    ['Vary', 'Origin'],
    ['Access-Control-Allow-Credentials', 'true'],
  ]);
});

test('a page whose origin is opaque is let in by the wildcard alone, and to a session not at all', () => {
  expect(fixOf('sandboxed/fetch-include/other-site/exact')).toMatchObject({
    edits: [{ where: 'page' }, { where: 'cdn' }],
    headers: [['Access-Control-Allow-Origin', '*']],
  });
  expect(fixOf('csp-sandbox/fetch-include/other-site/null-credentials')).toBe(null);
});

test('a policy that allows null, or whatever origin asks with credentials, is unsafe on any hop', () => {
  expect(isSafe(policyOf('null'))).toBe(false);
  expect(isSafe(policyOf('any-origin-session'))).toBe(false);
  expect(isSafe(policyOf('redirect-to-null'))).toBe(false);
  expect(isSafe(policyOf('any-origin'))).toBe(true);
  expect(isSafe(policyOf('exact-credentials'))).toBe(true);
});

test('a preflight that lacks what the answer has is told to have it', () => {
  expect(fixOf('http/fetch-authorization/other-site/preflight-without-cors')).toMatchObject({
    headers: [['Access-Control-Allow-Origin', '*']],
    preflightHeaders: [['Access-Control-Allow-Headers', 'authorization']],
  });
});
