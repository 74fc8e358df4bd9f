import { ask } from './ask';
import { expect, test } from './lab-fixture';
import { expectRefusal } from './refusal';

const segment = (text: string) => `~${Buffer.from(text).toString('base64url')}`;
const good = { title: 'x' };
const header = (...line: string[]) => ({ ...good, headers: [['X-Good', 'fine'], line] });
const redirect = (policy: unknown) => ({ ...good, redirect: { status: 302, to: 'cdn', policy } });

/** A broken policy, the field to be named, and the value there. */
const broken: readonly (readonly [title: string, policy: unknown, at: string, value: unknown])[] = [
  ['an array', [], 'policy', []],
  ['null', null, 'policy', null],
  ['a title that is no text', { title: 7 }, 'policy.title', 7],
  ['an unknown field', { ...good, colour: 'red' }, 'policy.colour', 'red'],
  ['a field of every object', JSON.parse('{"__proto__":1}'), 'policy.__proto__', 1],
  ['an unknown word', { ...good, range: 'sometimes' }, 'policy.range', 'sometimes'],
  ['an unknown field in cors', { ...good, cors: { origin: '*', x: 1 } }, 'policy.cors.x', 1],
  ['an origin that cors does not take', { ...good, cors: { origin: 'x' } }, 'policy.cors.origin', 'x'],
  ['a status below 200', { ...good, status: 101 }, 'policy.status', 101],
  ['a status above 599', { ...good, status: 600 }, 'policy.status', 600],
  ['a status with a fraction', { ...good, status: 200.5 }, 'policy.status', 200.5],
  ['a missing status', { ...good, preflight: {} }, 'policy.preflight.status', null],
  ['a header line of one', { ...good, headers: [['X']] }, 'policy.headers[0]', ['X']],
  [
    'a line break in a value',
    header('X', 'a\r\nX-Injected: 1'),
    'policy.headers[1][1]',
    'a\r\nX-Injected: 1',
  ],
  ['a line feed in a value', header('X', 'a\nb'), 'policy.headers[1][1]', 'a\nb'],
  ['a NUL in a value', header('X', 'a\0b'), 'policy.headers[1][1]', 'a\0b'],
  ['a character above 255 in a value', header('X', 'ł'), 'policy.headers[1][1]', 'ł'],
  ['a line break in a name', header('X\r\nY', 'a'), 'policy.headers[1][0]', 'X\r\nY'],
  ['a space in a name', header('X Y', 'a'), 'policy.headers[1][0]', 'X Y'],
  ['a name that breaks the framing', header('content-length', '1'), 'policy.headers[1][0]', 'content-length'],
  [
    'a preflight header with a line break',
    { preflight: { status: 204, headers: [['X', '\r']] } },
    'policy.preflight.headers[0][1]',
    '\r',
  ],
  ['a content type with a line break', { ...good, contentType: 'a\r\nb' }, 'policy.contentType', 'a\r\nb'],
  ['an unknown fault', { ...good, fault: { kind: 'fire' } }, 'policy.fault.kind', 'fire'],
  ['a delay beyond the bound', { ...good, fault: { kind: 'delay', ms: 10_001 } }, 'policy.fault.ms', 10_001],
  [
    'a redirect to an unknown server',
    { redirect: { status: 302, to: 'x', policy: 'none' } },
    'policy.redirect.to',
    'x',
  ],
  ['a redirect to an unknown policy', redirect('nothing'), 'policy.redirect.policy', 'nothing'],
  [
    'a fault in the policy redirected to',
    redirect({ ...good, range: 'x' }),
    'policy.redirect.policy.range',
    'x',
  ],
  [
    'a fault two redirects away',
    redirect(redirect({ ...good, y: 1 })),
    'policy.redirect.policy.redirect.policy.y',
    1,
  ],
  ['a key at an unknown server', { hls: { key: { to: 'x', policy: 'none' } } }, 'policy.hls.key.to', 'x'],
  [
    'a fault in the policy of a segment',
    { hls: { segment: { to: 'cdn', policy: { range: 'x' } } } },
    'policy.hls.segment.policy.range',
    'x',
  ],
];

for (const [title, policy, at, value] of broken) {
  test(`an ad-hoc policy with ${title} is a 400 that names ${at}`, async ({ lab }) => {
    const answer = await ask(lab, `/p/${segment(JSON.stringify(policy))}/tone.mp3`);
    expect(expectRefusal(answer, 400, at).value).toEqual(value);
  });
}

const unreadable = [
  ['nothing in it', '~'],
  ['text that is not base64url', '~***'],
  ['base64url with a stray character', `${segment('{"title":"x"}')};`],
  ['base64url with an encoded line break', `${segment('{"title":"x"}')}%0d%0a`],
  ['base64url of no JSON', segment('nonsense')],
  ['base64url of half a JSON', segment('{"title":')],
] as const;
for (const [title, text] of unreadable) {
  test(`an ad-hoc policy with ${title} is a 400`, async ({ lab }) => {
    expectRefusal(await ask(lab, `/p/${text}/login`), 400, 'policy');
  });
}

test('an ad-hoc policy of more than 6000 characters is a 414, and is not repeated in full', async ({
  lab,
}) => {
  const text = segment(JSON.stringify({ title: 'x', contentType: 'a'.repeat(5_000) }));
  const answer = await ask(lab, `/p/${text}/tone.mp3`);
  expectRefusal(answer, 414, 'policy');
  expect(answer.body.length).toBeLessThan(1_000);
});

test('too many headers are a 400 that is not long itself', async ({ lab }) => {
  const headers = Array.from({ length: 33 }, () => ['X', 'y'.repeat(50)]);
  const answer = await ask(lab, `/p/${segment(JSON.stringify({ headers }))}/tone.mp3`);
  expectRefusal(answer, 400, 'policy.headers');
  expect(answer.body.length).toBeLessThan(1_000);
});

test('an unknown policy is a 404 that lists the known ones', async ({ lab }) => {
  for (const name of ['wildcart', 'constructor', '__proto__', '%2e%2e', 'Wildcard']) {
    const error = expectRefusal(await ask(lab, `/p/${name}/tone.mp3`), 404, 'policy');
    expect(error.value).toBe(decodeURIComponent(name));
    expect(error.message).toContain('wildcard, exact');
  }
});

test('the sibling without the fault is answered', async ({ lab }) => {
  const text = segment(JSON.stringify(redirect(redirect(good))));
  expect((await ask(lab, `/p/${text}/tone.mp3`)).status).toBe(302);
});
