import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { runWithTimeout } from '../../runner/waiting/run-with-timeout';
import { applyMutant, findMutants } from '../../tools/mutants/find-mutants';
import { createJury } from '../../tools/mutants/jury';

const oracleFile = (name: string) => {
  const file = `model/standards/${name}.ts`;
  return findMutants(file, readFileSync(file, 'utf8'));
};

test('a flipped CORS check is caught by the matrix and by random exchanges', () => {
  const flipped = oracleFile('cors-check').find(({ replacement }) => replacement === '(allowed === origin)');
  expect(flipped).toMatchObject({ operator: 'operator', original: 'allowed !== origin' });
  const judge = createJury({ seed: 1, exchanges: 100 });
  const caught = judge(flipped!);
  expect(caught.matrix).toMatch(/^[\w-]+(\/[\w-]+){3}$/);
  expect(caught.exchanges).toContain('url_origin');
  expect(caught.specs).toBe(null);
  // The same text again is no mutant, and nobody finds fault with it.
  expect(judge({ ...flipped!, replacement: flipped!.original })).toEqual({
    matrix: null,
    exchanges: null,
    specs: null,
  });
});

test('a rule that never ends is ended', () => {
  const endless = () => {
    let turns = 0;
    while (turns >= 0) turns += 1;
  };
  expect(() => runWithTimeout(endless, 50)).toThrow(/timed out/);
  expect(runWithTimeout(() => 'found')).toBe('found');
});

test('words, types and imports make no mutant', () => {
  const source = `
    import { word } from './word';
    type Answer = 'yes' | 'no';
    export function answerOf(a: string, trace?: Trace): Answer {
      if (a !== word) trace?.note('CORS check', \`\${a === word ? 'is' : 'is not'} it\`);
      trace?.note('main fetch', a + word);
      if (a === 'x') throw new Error('it is none');
      return a < word ? 'yes' : 'no';
    }`;
  const changed = findMutants('x.ts', source).map(
    ({ original, replacement }) => `${original} → ${replacement}`,
  );
  expect(changed.filter((each) => !each.startsWith('{'))).toEqual([
    "a === 'x' → true",
    "a === 'x' → false",
    "a === 'x' → (a !== 'x')",
    '\'x\' → ""',
    'a < word → true',
    'a < word → false',
    'a < word → (a <= word)',
    'a < word → (a >= word)',
    '\'yes\' → ""',
    '\'no\' → ""',
  ]);
});

test('a mutant differs from the source in its one place', () => {
  const source = 'export const isLarge = (n: number) => n > 10;';
  const texts = findMutants('x.ts', source).map((mutant) => applyMutant(source, mutant));
  expect(texts).toContain('export const isLarge = (n: number) => (n >= 10);');
  expect(texts).toContain('export const isLarge = (n: number) => n > 11;');
  expect(new Set(texts).size).toBe(texts.length);
});
