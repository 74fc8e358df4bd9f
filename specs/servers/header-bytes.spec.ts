import type { HeaderLine } from '../../model/http/headers';
import { policySegment } from '../../servers/cdn/ad-hoc-policy';
import { ask } from './ask';
import { expect, test } from './lab-fixture';

const lines: HeaderLine[] = [
  ['X-Bytes', 'caf\xe9 \x80\xff'],
  ['Content-Disposition', 'attachment; filename="na\xefve.mp3"'],
];
const headers = [...lines, ['Content-Type', 'text/\xe9'] as const];
const policy = policySegment({ title: 'bytes', headers });
const redirecting = policySegment({
  title: 'bytes',
  headers,
  redirect: { status: 302, to: 'cdn', policy: 'wildcard' },
});
const preflight = policySegment({ title: 'bytes', preflight: { status: 204, headers } });
const trickling = policySegment({ title: 'x', headers, fault: { kind: 'trickle', pieces: 2, ms: 0 } });
const withSession = policySegment({
  title: 'x',
  headers,
  session: { sameSite: 'Lax', loggedIn: true },
});

const answers: readonly (readonly [title: string, path: string, status: number, method?: string])[] = [
  ['audio', `/p/${policy}/tone.mp3`, 200],
  ['HEAD', `/p/${policy}/tone.mp3`, 200, 'HEAD'],
  ['JSON', `/p/${policy}/songs`, 200],
  ['HEAD of JSON', `/p/${policy}/songs`, 200, 'HEAD'],
  ['a log-in', `/p/${withSession}/login`, 200],
  ['a playlist', `/p/${policy}/tone.m3u8`, 200],
  ['an error', `/p/${policy}/nothing`, 404],
  [
    'an error that the policy asks for',
    `/p/${policySegment({ title: 'x', headers, status: 503 })}/tone.mp3`,
    503,
  ],
  ['a refused method', `/p/${policy}/tone.mp3`, 405, 'PUT'],
  ['a redirect', `/p/${redirecting}/tone.mp3`, 302],
  ['OPTIONS', `/p/${policy}/tone.mp3`, 204, 'OPTIONS'],
  ['a preflight', `/p/${preflight}/tone.mp3`, 204, 'OPTIONS'],
  ['a trickle', `/p/${trickling}/tone.mp3`, 200],
];

for (const scheme of ['http', 'https'] as const) {
  for (const [title, path, status, method = 'GET'] of answers) {
    test(`${title} over ${scheme} has one byte for each character of a header`, async ({ lab }) => {
      const asks = [['Access-Control-Request-Method', 'GET']] as const;
      const answer = await ask(lab, path, {
        scheme,
        method,
        ...(title === 'a preflight' && { headers: asks }),
      });
      expect(answer.status).toBe(status);
      for (const [name, value] of lines) expect(answer.linesOf(name)).toEqual([`${name}: ${value}`]);
    });
  }
}

test('a 304 has one byte for each character of a header', async ({ lab }) => {
  const path = `/p/${policy}/tone.mp3`;
  const etag = (await ask(lab, path)).header('ETag')!;
  const answer = await ask(lab, path, { headers: [['If-None-Match', etag]] });
  expect(answer.status).toBe(304);
  for (const [name, value] of lines) expect(answer.linesOf(name)).toEqual([`${name}: ${value}`]);
});

test('an error body keeps its own letters', async ({ lab }) => {
  const { value } = ((await ask(lab, `/p/${policy}/caf%C3%A9`)).json() as { error: { value: string } }).error;
  expect(value).toBe('café');
});
