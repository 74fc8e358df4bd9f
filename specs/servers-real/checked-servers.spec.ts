import { expect } from '@playwright/test';
import { apacheCases } from './cases/apache';
import { apacheRuleCases } from './cases/apache-rules';
import { caddyCases } from './cases/caddy';
import { caddyMatcherCases } from './cases/caddy-matchers';
import { expressCases } from './cases/express';
import { expressWayCases } from './cases/express-ways';
import { haproxyCases } from './cases/haproxy';
import { haproxyRuleCases } from './cases/haproxy-rules';
import { icecastCases } from './cases/icecast';
import { nginxCases } from './cases/nginx';
import { nginxBlockCases } from './cases/nginx-blocks';
import { s3Cases } from './cases/s3';
import { app, type ServerCase } from './cases/server-case';
import {
  apachePlaceCases,
  caddyPlaceCases,
  expressPlaceCases,
  nginxPlaceCases,
} from './cases/several-places';
import { varnishCases } from './cases/varnish';
import { varnishCacheCases } from './cases/varnish-caches';
import { asksAll } from '../support/asks-all';
import { checkCase, emitted, truthOf, verdictOf, type Verdict } from './check-case';
import { enginesFor, test } from './checking-browsers';
import type { CheckResult } from '../../runner/check/check-result';
import { findFaults } from './find-faults';
import { findFaultsOnWay } from './find-faults-on-way';
import { judgeByHeaders, type HeaderVerdict } from './judge-headers';
import { needProgram, type Program } from './program';
import { startCase } from './start-case';
import { whileItStands } from './while-it-stands';

interface Judged {
  readonly title: string;
  readonly truth: Verdict;
  readonly check: Verdict;
  readonly headers: HeaderVerdict;
}

/** What was measured in this worker, for the duel at the end. */
const judged: Judged[] = [];

/** What a check says of a load that it cannot tell of, and of a fix that it tried. */
const whyOf = ({ loads, pages }: CheckResult): string =>
  [...loads.map(({ inconclusive }) => inconclusive), pages[0]?.cause?.fault, pages[0]?.cause?.proof?.says]
    .filter(Boolean)
    .join('\n');

/** The configuration that was emitted, put in as it is, lets the page in at every status, and nobody else. */
async function expectFixed(
  each: ServerCase,
  { recipe, wish }: NonNullable<ReturnType<typeof emitted>>,
): Promise<void> {
  const { path = '/tone.mp3', page = app, fixedAt, isFixedOnWay } = each;
  const texts = recipe.blocks.map(({ text }) => text);
  await whileItStands(
    () => startCase(each, texts),
    async ({ port }) => {
      expect(await findFaultsOnWay(port, path, page)).toEqual([]);
      if (isFixedOnWay !== true) expect(await findFaults(port, wish, fixedAt)).toEqual([]);
    },
  );
}

/** A test for each server; those of a program that is missing are skipped. */
function judgeAll(product: string, program: Program | null, cases: readonly ServerCase[]): void {
  test.describe(product, () => {
    if (program) needProgram(program);
    for (const [number, each] of cases.entries()) {
      const engines = enginesFor(number);
      if (engines.length === 0) continue;
      const title = `${product} ${each.name}`;
      test(title, async ({ browsers }) => {
        const those = browsers.filter(({ engine }) => engines.some((name) => name === engine));
        const result = await whileItStands(
          () => startCase(each, null),
          async ({ port }) => {
            const checked = await checkCase(those, each, port);
            const [truth, check] = [truthOf(each, engines), verdictOf(checked)];
            const headers = await judgeByHeaders(each, port);
            expect(check, whyOf(checked)).toEqual(truth);
            judged.push({ title, truth, check, headers });
            return checked;
          },
        );
        const fix = emitted(result);
        if (fix && each.notPutIn === undefined) await expectFixed(each, fix);
      });
    }
  });
}

judgeAll('nginx', 'nginx', nginxCases);
judgeAll('Apache', 'apache2', apacheCases);
judgeAll('Caddy', 'caddy', caddyCases);
judgeAll('HAProxy', 'haproxy', haproxyCases);
judgeAll('Varnish', 'varnishd', varnishCases);
judgeAll('Icecast', 'icecast2', icecastCases);
judgeAll('Express', null, expressCases);
judgeAll('S3', null, s3Cases);

// Other ways to set the same up.
if (asksAll) {
  judgeAll('nginx', 'nginx', nginxBlockCases);
  judgeAll('nginx', 'nginx', nginxPlaceCases);
  judgeAll('Apache', 'apache2', apacheRuleCases);
  judgeAll('Apache', 'apache2', apachePlaceCases);
  judgeAll('Caddy', 'caddy', caddyMatcherCases);
  judgeAll('Caddy', 'caddy', caddyPlaceCases);
  judgeAll('HAProxy', 'haproxy', haproxyRuleCases);
  judgeAll('Varnish', 'varnishd', varnishCacheCases);
  judgeAll('Express', null, expressWayCases);
  judgeAll('Express', null, expressPlaceCases);
}

test('check is right where headers alone are not', () => {
  test.skip(judged.length < 40, `only ${judged.length} servers were judged here: install the others`);
  const wrongCheck = judged.filter(({ truth, check }) => JSON.stringify(check) !== JSON.stringify(truth));
  const mainOf = ({ loads }: Verdict) => Object.values(loads)[0] === 'readable';
  const wrongOutcome = judged.filter(({ truth, headers }) => headers.isReadable !== mainOf(truth));
  const wrong = judged.filter(
    ({ truth, headers }) => headers.isReadable !== mainOf(truth) || headers.cause !== truth.cause,
  );
  console.log(
    [
      `Of ${judged.length} servers, check is right of ${judged.length - wrongCheck.length}.`,
      `Headers alone are wrong of ${wrong.length}: whether it is readable of ${wrongOutcome.length}, and why not of the others.`,
      ...wrong.map(({ title, truth, headers }) => {
        const says = headers.isReadable ? 'readable' : headers.cause;
        return `  ${title}: ${says}; it is ${truth.cause ?? 'readable'}`;
      }),
    ].join('\n'),
  );
  expect(wrongCheck).toEqual([]);
  expect(wrong.length).toBeGreaterThanOrEqual(12);
});
