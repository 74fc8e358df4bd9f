import { expect, test } from '@playwright/test';
import { shown, shownMessage, shownValue, visibleJson } from '../../model/http/shown-text';

const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const hostile = '\x1b]0;title\x07 \x9b31m \u202egnp.exe\u2066 \r\n\t\0 \u2028 \ufeff \ud800 end';

test('whatever a terminal would obey, hide or reorder is shown as an escape', () => {
  expect(shown(hostile)).not.toMatch(unseen);
  expect(shown(hostile)).toBe(
    '\\x1b]0;title\\x07 \\x9b31m \\u{202e}gnp.exe\\u{2066} \\r\\n\\t\\x00 \\u{2028} \\u{feff} \\u{d800} end',
  );
});

test('what is seen stays as it is', () => {
  for (const text of ['http/audio/other-site/none', 'Ünïcode ✓ 音', '']) expect(shown(text)).toBe(text);
});

test('a long text is cut, with the number of characters that were', () => {
  expect(shown('a'.repeat(201))).toBe(`${'a'.repeat(200)}… (1 more characters)`);
  expect(shown('\x1b'.repeat(200_000)).length).toBeLessThan(1_000);
});

test('a value nested 20,000 deep is told without a stack', () => {
  const deep: unknown = JSON.parse('['.repeat(20_000) + ']'.repeat(20_000));
  expect(shownValue(deep)).toMatch(/^(\[{200}… |a list nested too deep)/);
  expect(shownValue({ id: '\x1b' })).toBe('{"id":"\\u001b"}');
  expect(shownValue(undefined)).toBe('nothing');
});

test('of a long message its start and its end are kept, and its lines', () => {
  const message = shownMessage(`Failed to read ${'x\x1b'.repeat(100_000)}\nTry again`);
  expect(message).toMatch(/^Failed to read x\\x1bx/);
  expect(message).toMatch(/\(\d+ characters left out\)/);
  expect(message).toMatch(/\nTry again$/);
});

test('JSON without what a terminal obeys means the same', () => {
  const value = { hostile, emoji: '👩‍🎤', tag: '\u{e0041}' };
  const json = visibleJson(JSON.stringify(value));
  expect(json).not.toMatch(unseen);
  expect(JSON.parse(json)).toEqual(value);
});
