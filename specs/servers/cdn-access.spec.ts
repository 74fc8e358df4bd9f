import { policySegment } from '../../servers/cdn/ad-hoc-policy';
import { ask } from './ask';
import { expect, test } from './lab-fixture';
import { expectRefusal } from './refusal';

const attributes = [
  ['session-lax', ['SameSite=Lax']],
  ['session-strict', ['SameSite=Strict']],
  ['session-none', ['Secure', 'SameSite=None']],
] as const;

for (const [policy, own] of attributes) {
  test(`a log-in at ${policy} sets a cookie with ${own.join('; ')}, for its own paths`, async ({ lab }) => {
    const answer = await ask(lab, `/p/${policy}/login`);
    expect(answer.status).toBe(200);
    expect(answer.json()).toEqual({ loggedIn: true });
    expect(answer.header('Cache-Control')).toBe('no-store');
    const cookies = answer.linesOf('Set-Cookie');
    expect(cookies).toHaveLength(1);
    const [pair, ...rest] = cookies[0]!.replace('Set-Cookie: ', '').split('; ');
    expect(pair).toBe('session=listener');
    expect(rest.sort()).toEqual([...own, 'HttpOnly', `Path=/p/${policy}/`].sort());
  });
}

test('a session may be partitioned, and may say nothing of sites', async ({ lab }) => {
  const session = { sameSite: null, secure: true, partitioned: true, loggedIn: true } as const;
  const policy = policySegment({ title: 'partitioned', session });
  const answer = await ask(lab, `/p/${policy}/login`);
  expect(answer.header('Set-Cookie')).toContain('; Partitioned');
  expect(answer.header('Set-Cookie')).not.toContain('SameSite');
});

test('a server whose own policy has sessions logs in at the root', async ({ lab }) => {
  const answer = await ask(lab, '/login', { server: 'cdn-credentials' });
  expect(answer.header('Set-Cookie')).toContain('; Path=/;');
});

test('a policy without a session has no log-in', async ({ lab }) => {
  expectRefusal(await ask(lab, '/p/wildcard/login'), 404, 'url');
});

for (const cookie of [null, 'session=', 'session=somebody', 'xsession=listener', 'session', ';=;%', 'a=b']) {
  test(`without the session's cookie (${cookie ?? 'none'}) every file is a 401`, async ({ lab }) => {
    for (const file of ['tone.mp3', 'song.mp3', 'songs']) {
      const headers = cookie === null ? [] : ([['Cookie', cookie]] as const);
      const error = expectRefusal(await ask(lab, `/p/session-lax/${file}`, { headers }), 401, 'Cookie');
      expect(error.value).toBe(cookie);
      expect(error.message).toContain('/p/session-lax/login');
    }
  });
}

for (const cookie of ['session=listener', 'a=b; session=listener; c']) {
  test(`with the session's cookie (${cookie}) a file comes`, async ({ lab }) => {
    const answer = await ask(lab, '/p/session-lax/tone.mp3', { headers: [['Cookie', cookie]] });
    expect(answer.status).toBe(200);
  });
}

test('without Authorization a file that wants it is a 401 with a challenge', async ({ lab }) => {
  const answer = await ask(lab, '/p/authorization-allowed/tone.mp3');
  expectRefusal(answer, 401, 'Authorization');
  expect(answer.header('WWW-Authenticate')).toBe('Bearer');
});

test('with Authorization it comes', async ({ lab }) => {
  const headers = [['Authorization', 'Bearer x']] as const;
  expect((await ask(lab, '/p/authorization-allowed/tone.mp3', { headers })).status).toBe(200);
});
