import { expect, test } from '@playwright/test';
import { describeFix } from '../../model/advice/edits/describe-fix';
import { choicesFor, fixExchange } from '../../model/advice/edits/fix-exchange';
import { explainExchange } from '../../model/advice/explain-exchange';
import { predict } from '../../model/standards/predict';
import { exchange, expectRows, ok, star, type Row } from './expect-cases';

const silent = { outcome: 'opaque', reason: 'not-allowed-to-play' } as const;
const readable = { outcome: 'readable', reason: null } as const;
const element = { destination: 'audio', crossorigin: 'anonymous' } as const;
const framed = { userActivation: 'parent' } as const;

const inPage = (title: string, page: object, expected: object): Row => [
  title,
  { page, request: element },
  expected,
];

test('sound begins in a page that was clicked, or that is handed on what was clicked around it', () => {
  expectRows([
    inPage('nothing is said', {}, readable),
    inPage('a click in the page', { userActivation: 'page' }, readable),
    inPage('no click', { userActivation: 'none' }, silent),
    inPage('no click, whatever is handed on', { userActivation: 'none', allow: 'autoplay' }, silent),
    inPage('a click around the frame', framed, silent),
    inPage('handed on', { ...framed, allow: 'autoplay' }, readable),
    inPage('handed on beside others', { ...framed, allow: "fullscreen; autoplay 'src'" }, readable),
    inPage('a name in other letters', { ...framed, allow: 'AUTOPLAY' }, silent),
    inPage('handed on to all', { ...framed, allow: 'autoplay *' }, readable),
    inPage('handed on to this page', { ...framed, allow: 'autoplay https://app.example' }, readable),
    inPage('handed on to another', { ...framed, allow: 'autoplay https://other.example' }, silent),
    inPage('handed on to nobody', { ...framed, allow: "autoplay 'none'" }, silent),
    inPage('something else handed on', { ...framed, allow: 'fullscreen; camera' }, silent),
  ]);
});

test('what a page lets itself do by Permissions-Policy counts for what is handed on, and not for its own click', () => {
  const given = { ...framed, allow: 'autoplay' };
  const says = (permissionsPolicy: string, expected: object): Row =>
    inPage(permissionsPolicy, { ...given, permissionsPolicy }, expected);
  expectRows([
    says('autoplay=()', silent),
    says('camera=(), autoplay=()', silent),
    says('autoplay=(self)', readable),
    says('autoplay=self', readable),
    says('autoplay=*', readable),
    says('autoplay=("https://app.example")', readable),
    says('autoplay=("https://other.example")', silent),
    says('autoplay=(self), autoplay=()', silent),
    says('x-autoplay=()', readable),
    says('camera=()', readable),
    inPage('its own click', { userActivation: 'page', permissionsPolicy: 'autoplay=()' }, readable),
  ]);
});

test('what else is the matter with a song comes before the click, and is the same with it', () => {
  const page = { userActivation: 'none' } as const;
  const rows = [
    { request: element, responses: [ok()] },
    { request: { ...element, crossorigin: 'use-credentials' as const } },
    { request: { destination: 'audio', crossorigin: null, mode: 'no-cors' as const } },
    { request: element, responses: [{ ...ok(star), status: 404 }] },
    { request: element, responses: [{ ...ok(star), body: 'noise' as const }] },
    // Its bytes are read without a sound.
    { request: {} },
  ];
  const came = rows.map((given) => {
    const { outcome, reason } = predict(exchange({ ...given, page }));
    expect.soft({ outcome, reason }, reason ?? '').toEqual({
      outcome: predict(exchange(given)).outcome,
      reason: predict(exchange(given)).reason,
    });
    return reason;
  });
  expect(came).toEqual([
    'allow-origin-missing',
    'wildcard-with-credentials',
    'no-crossorigin',
    'http-status',
    'decode',
    null,
  ]);
});

const fixOf = (page: object, responses = [ok(star)]) => {
  const { fix } = fixExchange(exchange({ page, request: element, responses }));
  return fix && describeFix(fix).join('\n');
};

test('the fix is to start on a click, besides whatever else the song lacks', () => {
  expect(fixOf({ userActivation: 'none' })).toMatch(/^On the page: Call play\(\), and resume\(\).*$/);
  expect(fixOf({ userActivation: 'none' }, [ok()])).toMatch(
    /Call play\(\)[^]*Access-Control-Allow-Origin: \*/,
  );
  expect(fixOf(framed)).toMatch(/^On the page: Give the frame allow="autoplay".*$/);
});

test('a song that may not begin does not play, with or without crossorigin', () => {
  const load = exchange({ page: { userActivation: 'none' }, request: element, responses: [ok()] });
  const play = choicesFor(load).find(({ aims }) => aims.includes('play'));
  expect(play?.fix.edits.map(({ says }) => says).join()).toMatch(/Call play\(\).*Leave crossorigin out/);
});

test('the step that keeps it silent is told', () => {
  const { trace } = explainExchange(exchange({ page: { userActivation: 'none' }, request: element }));
  expect(trace.at(-1)).toMatchObject({
    step: 'allowed to play',
    saw: expect.stringContaining('nobody clicked'),
  });
});
