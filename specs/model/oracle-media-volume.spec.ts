import { expect, test } from '@playwright/test';
import { describeFix } from '../../model/advice/edits/describe-fix';
import { choicesFor, fixExchange } from '../../model/advice/edits/fix-exchange';
import { explainExchange } from '../../model/advice/explain-exchange';
import { predictAs } from '../../model/judge/predict-as';
import type { ExchangeCase } from '../../model/standards/exchange-case';
import { exchange, expectRows, ok, type Row } from './expect-cases';

const element = { destination: 'audio', crossorigin: 'anonymous' } as const;
const plain = { destination: 'audio', mode: 'no-cors' } as const;
const muted = { outcome: 'opaque', reason: 'muted' } as const;
const readable = { outcome: 'readable', reason: null } as const;

test('an element that gives no sound is silent, whatever servers allow', () => {
  const by = (sound: object, expected: object): Row => [
    JSON.stringify(sound),
    { request: { ...element, ...sound } },
    expected,
  ];
  expectRows([
    by({ muted: true }, muted),
    by({ volume: 0 }, muted),
    by({ muted: true, volume: 1 }, muted),
    by({ muted: false, volume: 0 }, muted),
    by({ muted: true, destination: 'video' }, muted),
    by({ muted: true, type: 'audio/wav' }, muted),
    by({ muted: false }, readable),
    by({ volume: 0.01 }, readable),
    by({ muted: null, volume: null }, readable),
  ]);
});

test('what servers and page keep from it is told first, and a click that is missing last', () => {
  const page = { userActivation: 'none' } as const;
  expectRows([
    ['no header', { request: { ...element, muted: true }, responses: [ok()] }, { outcome: 'blocked' }],
    ['no attribute', { request: { ...plain, muted: true } }, { outcome: 'opaque', reason: 'no-crossorigin' }],
    ['no click', { page, request: { ...element, muted: true } }, muted],
    ['no click, and loud', { page, request: element }, { outcome: 'opaque', reason: 'not-allowed-to-play' }],
  ]);
});

test('no quirk of an engine makes it heard', () => {
  const own = exchange({
    page: { origin: 'http://app.test' },
    request: { ...plain, url_origin: 'http://app.test' },
  });
  const led: ExchangeCase = {
    ...own,
    responses: [{ for: 'redirect-1', status: 302, headers: [['Location', 'http://app.test/moved']] }, ok()],
  };
  for (const engine of ['chromium', 'firefox', 'webkit'] as const)
    for (const load of [own, led]) {
      expect.soft(predictAs(engine, load)).toMatchObject(readable);
      const quiet = { ...load, request: { ...load.request, volume: 0 } };
      expect.soft(predictAs(engine, quiet)).toMatchObject(muted);
      const unclicked = { ...load, page: { ...load.page, userActivation: 'none' as const } };
      expect.soft(predictAs(engine, unclicked).reason).toBe('not-allowed-to-play');
    }
});

const fixOf = (given: Parameters<typeof exchange>[0]) => {
  const { fix } = fixExchange(exchange(given));
  return fix && describeFix(fix).join('\n');
};

test('the fix is to leave it loud, besides a click and whatever the song lacks', () => {
  const request = { ...element, muted: true };
  expect(fixOf({ request })).toMatch(/^On the page: Leave the element loud.*$/);
  expect(fixOf({ request, page: { userActivation: 'none' } })).toMatch(
    /Leave the element loud[^]*Call play\(\)/,
  );
  expect(fixOf({ request, responses: [ok()] })).toMatch(
    /Leave the element loud[^]*Access-Control-Allow-Origin: \*/,
  );
  const plays = choicesFor(exchange({ request, responses: [ok()] })).find(({ aims }) =>
    aims.includes('play'),
  );
  expect(plays?.fix.load.request).toMatchObject({ muted: null, crossorigin: null });
});

test('the step that keeps it silent is told', () => {
  const last = (given: Parameters<typeof exchange>[0]) => explainExchange(exchange(given)).trace.at(-1);
  const request = { ...element, volume: 0 };
  expect(last({ request })).toMatchObject({
    step: 'effective media volume',
    saw: expect.stringMatching(/^zero/),
  });
  expect(last({ request, page: { userActivation: 'none' } })?.saw).toContain('may begin without a click');
  expect(last({ request: { ...element, volume: 0.5 } })?.step).not.toBe('effective media volume');
});
