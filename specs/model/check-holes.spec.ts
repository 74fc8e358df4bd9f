import { expect, test } from '@playwright/test';
import type { DirectAnswer } from '../../model/check/direct-answer';
import { holesOf } from '../../model/check/holes-of';
import { triedOrigins } from '../../model/check/tried-origins';
import { allow, answer, page, vary } from './direct-answers';

const holes = (answers: readonly DirectAnswer[], from = page) =>
  holesOf(answers, from).map(({ hole }) => hole);

const nobody = [answer('without-origin', [vary]), answer('unrelated', [vary])];
const listed = [answer('page', [allow(page), vary]), ...nobody];
/** A list that lets in one more origin. */
const alsoIn = (question: DirectAnswer['question'], origin = answer(question).origin!) => [
  ...listed,
  answer(question, [allow(origin), vary], { origin }),
];

test('a server that lets the right ones in has no hole', () => {
  const everyQuestion = ['page', 'range', 'without-origin', 'unrelated', 'null', 'suffix'] as const;
  expect(holes(everyQuestion.map((question) => answer(question, [allow('*')])))).toEqual([]);
  expect(holes(everyQuestion.map((question) => answer(question, [allow(page)])))).toEqual([]);
  expect(holes(everyQuestion.map((question) => answer(question)))).toEqual([]);
  expect(holes([...listed, answer('null', [vary]), answer('suffix', [vary])])).toEqual([]);
  expect(holes([answer('page', [allow('*')]), answer('range')])).toEqual([]);
});

test('who is let in by mistake is named', () => {
  const unrelated = answer('unrelated').origin!;
  const credentials = ['Access-Control-Allow-Credentials', 'true'] as const;
  const reflected = [answer('page', [allow(page), vary]), answer('unrelated', [allow(unrelated), vary])];
  expect(holes(reflected)).toEqual(['reflects-any-origin']);
  expect(holes([...reflected, answer('null', [allow('null'), vary])])).toEqual(['reflects-any-origin']);
  const withCredentials = reflected.map((each) => ({ ...each, headers: [...each.headers, credentials] }));
  expect(holes(withCredentials)).toEqual(['reflects-any-origin-with-credentials']);
  // The whole is for the page alone, and a part for whoever asks.
  expect(holes([...listed, answer('unrelated-part', [allow(unrelated), vary])])).toEqual([
    'reflects-any-origin',
  ]);
  expect(holes([...listed, answer('unrelated-part', [vary])])).toEqual([]);
  // Who says to be the page, and whose Referer is that of another.
  expect(holes([...listed, answer('unrelated-referer', [allow(unrelated)])])).toContain(
    'reflects-any-origin',
  );
  expect(holes([...listed, answer('unrelated-referer', [allow(page), vary])])).toEqual([]);
  expect(holes(alsoIn('null'))).toEqual(['allows-null']);
  expect(holes(alsoIn('suffix'))).toEqual(['allowlist-suffix']);
  expect(holes(alsoIn('prefix'))).toEqual(['allowlist-prefix']);
  expect(holes(alsoIn('dot'))).toEqual(['allowlist-dot']);
  expect(holes(alsoIn('http'))).toEqual(['allows-http-origin']);
  // Who looks for a word lets in all that has it.
  const words = (answers: readonly DirectAnswer[]) => holesOf(answers, page).map(({ says }) => says);
  const everywhere = words([...alsoIn('suffix'), ...alsoIn('prefix'), ...alsoIn('dot')]);
  expect(everywhere.filter((says) => says.includes('wherever it stands'))).toHaveLength(3);
  expect(words(alsoIn('dot')).join()).toContain('a dot in its rule');
});

test('a rule for all subdomains is meant, and one that is not anchored is not', () => {
  const music = 'https://music.app.example';
  const subdomain = alsoIn('suffix', 'https://evil.app.example');
  expect(holes(subdomain, music)).toEqual([]);
  expect(holes([...subdomain, ...alsoIn('suffix', 'https://evilmusic.app.example')], music)).toEqual([]);
  expect(holes(alsoIn('suffix', 'https://evilmusic.app.example'), music)).toEqual(['allowlist-suffix']);
  const insecure = alsoIn('http', 'http://music.app.example');
  expect(holes([...subdomain, ...insecure], music)).toEqual(['allows-http-origin']);
  expect(holes([...subdomain, ...alsoIn('suffix', 'https://evilapp.example')], music)).toEqual([
    'allowlist-suffix',
  ]);
});

test('answers to one question that differ are told, and those of a cache are not', () => {
  const good = answer('page', [allow(page), vary]);
  expect(holes([good, answer('again', [allow(page), vary])])).toEqual([]);
  expect(holes([good, answer('again', [vary])])).toEqual(['answers-differ']);
  expect(holes([good, answer('again', [vary], { status: 502 })])).toEqual([]);
  expect(holes([good, answer('again', [vary, ['X-Cache', 'HIT']])])).toEqual([]);
  expect(holes([good, answer('range', [allow(page)]), answer('range-again')])).toEqual(['answers-differ']);
});

test('answers that depend on Origin must all say so', () => {
  const without = (question: DirectAnswer['question']) => answer(question);
  // As the package cors does with a function, and S3.
  expect(holes([answer('page', [allow(page), vary]), without('without-origin')])).toEqual(['missing-vary']);
  expect(holes([answer('page', [allow(page), vary]), without('unrelated')])).toEqual(['missing-vary']);
  expect(holes([answer('page', [allow('*')]), without('without-origin')])).toEqual(['missing-vary']);
  // A cache has what nobody varies.
  const cached = [without('page'), without('without-origin'), without('fresh-without-origin')];
  expect(holes([...cached, answer('fresh', [allow(page)])])).toEqual(['missing-vary']);
  // The cache is out of date, and the server is right.
  const right = [answer('fresh', [allow(page), vary]), answer('fresh-without-origin', [vary])];
  expect(holes([without('page'), without('without-origin'), ...right])).toEqual([]);
});

test('what a cache keeps of an answer that depends on Origin is told, and what none may keep is not', () => {
  const never = ['Cache-Control', 'private, no-store'] as const;
  expect(holes([answer('page', [allow(page), never]), answer('without-origin', [never])])).toEqual([]);
  expect(holes([answer('page', [allow(page), never]), answer('without-origin')])).toEqual(['missing-vary']);
  const kept = answer('page', [['X-Cache', 'HIT']]);
  const beside = answer('sibling', [allow(page)], { status: 404 });
  expect(holes([kept, answer('without-origin'), beside])).toEqual(['missing-vary']);
  expect(holes([kept, answer('sibling', [allow('*')], { status: 404 })])).toEqual([]);
  expect(holes([answer('page'), beside])).toEqual([]);
});

test('origins are tried that only a careless list takes for the page', () => {
  const tried = (from: string) => triedOrigins(from).map(({ question, origin }) => `${question} ${origin}`);
  expect(tried('https://app.example.com')).toEqual([
    'null null',
    'suffix https://evilexample.com',
    'suffix https://evilapp.example.com',
    'suffix https://evil.example.com',
    'prefix https://app.example.com.evil.invalid',
    'dot https://appxexample.com',
    'http http://app.example.com',
  ]);
  expect(tried('http://app.example:8080')).toEqual([
    'null null',
    'suffix http://evilapp.example:8080',
    'prefix http://app.example.evil.invalid:8080',
    'dot http://appxexample:8080',
  ]);
  expect(tried('http://127.0.0.1')).toEqual(['null null', 'prefix http://127.0.0.1.evil.invalid']);
  expect(tried('null')).toEqual([]);
});
