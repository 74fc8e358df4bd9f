import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { engineNames } from '../../model/evidence/engine';
import { predictAs } from '../../model/judge/predict-as';
import { loadsOf, type ExchangeCase } from '../../model/standards/exchange-case';
import { parseExchangeFile } from '../../runner/exchange/exchange-file';
import { exchange } from '../../runner/exchange/exchange-schema';
import { fieldsAt } from '../../runner/given/fields-at';
import { exchangeOn } from '../../tools/fuzz/arbitrary-case';
import { pagesOf } from '../../tools/fuzz/arbitrary-page';

/** Exchanges as the fuzzer draws them: those of several runs. */
const drawn: readonly ExchangeCase[] = Array.from({ length: 40 }, (_, seed) =>
  fc.sample(exchangeOn(pagesOf(seed, 12), 10), { seed, numRuns: 50 }),
)
  .flat()
  .map((each, i) => ({ ...each, id: String(i) }));

/** Address spaces take a browser of their own; what is expected is for whoever writes a file. */
const undrawn =
  /^(page\.(addressSpace|permissions)|request\.targetAddressSpace|responses\.addressSpace|expect)$/;

/** The paths of all fields that exchange files may have. */
function fieldPaths(): string[] {
  const parts = [
    ['', fieldsAt(exchange, [])],
    ['page.', fieldsAt(exchange, ['page'])],
    ['page.serviceWorker.', fieldsAt(exchange, ['page', 'serviceWorker'])],
    ['request.', fieldsAt(exchange, ['request'])],
    ['responses.', fieldsAt(exchange, ['responses', 0])],
    ['responses.when.', fieldsAt(exchange, ['responses', 0, 'when'])],
    ['nextSources.', fieldsAt(exchange, ['nextSources', 0])],
  ] as const;
  return parts.flatMap(([before, names]) => names.map((name) => before + name));
}

const isSaid = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);

function isDrawn(path: string): boolean {
  const names = path.split('.');
  return drawn.some((each) => {
    let at: unknown[] = [each];
    for (const name of names)
      at = at.flatMap((one) => (one as Record<string, unknown> | null | undefined)?.[name] ?? []);
    return at.some(isSaid);
  });
}

test('the fuzzer draws from every field that exchange files have', () => {
  const paths = fieldPaths();
  expect(paths.length).toBeGreaterThan(40);
  expect(paths.filter((path) => !isDrawn(path) && !undrawn.test(path))).toEqual([]);
});

test('what the fuzzer draws may stand in a file', () => {
  expect(parseExchangeFile(JSON.stringify(drawn), 'drawn.json')).toHaveLength(drawn.length);
});

test('a load has a reason where it is not readable, and shows headers where it is', () => {
  for (const engine of engineNames) {
    for (const each of drawn.filter((_, place) => place % 20 === 0)) {
      const loads = loadsOf(each);
      loads.forEach((load, i) => {
        const { outcome, reason, visibleHeaders, wire } = predictAs(engine, load, loads.slice(0, i));
        const about = `${engine}: ${JSON.stringify({ ...each, place: i })}`;
        expect(reason === null, about).toBe(outcome === 'readable');
        if (outcome !== 'readable') expect(visibleHeaders, about).toEqual([]);
        if (reason === 'request-invalid') expect(wire, about).toEqual([]);
      });
    }
  }
});
