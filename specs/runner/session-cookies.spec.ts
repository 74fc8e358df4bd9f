import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { cookieLines, setCookieLine, withoutCookies } from '../../model/check/session-cookie';
import { ownCookie, pairsOf } from '../../runner/check/own-cookie';
import { cookiesOfSession } from '../../runner/check/storage-state';

const url = 'https://cdn.example/music/song.mp3';
const page = { origin: 'https://app.example' };
const include = { credentials: 'include' } as const;

const own = (name: string, value: string, to = url) => {
  const cookie = ownCookie(to, name, value);
  if (typeof cookie === 'string') throw new Error(cookie);
  return cookie;
};

test('a cookie is for loads from other sites where there can be one', () => {
  expect(setCookieLine(own('id', '1'))).toEqual([
    'Set-Cookie',
    'id=1; Path=/; HttpOnly; Secure; SameSite=None',
  ]);
  expect(setCookieLine(own('id', '1', 'http://cdn.example/a'))).toEqual([
    'Set-Cookie',
    'id=1; Path=/; HttpOnly',
  ]);
});

test('cookies go by credentials, SameSite and path', () => {
  const strict = { ...own('strict', '2'), sameSite: 'Strict' as const };
  const elsewhere = { ...own('elsewhere', '3'), path: '/musi' };
  const below = { ...own('below', '4'), path: '/music' };
  const all = [own('id', '1'), strict, elsewhere, below];
  expect(cookieLines(all, page, url, include)).toEqual([['Cookie', 'id=1; below=4']]);
  expect(cookieLines(all, page, url, { credentials: 'same-origin' })).toEqual([]);
  expect(cookieLines(all, { origin: 'https://www.cdn.example' }, url, include)).toEqual([
    ['Cookie', 'id=1; strict=2; below=4'],
  ]);
  expect(withoutCookies('theirs=0; id=1; id=2', all)).toBe('theirs=0; id=2');
  expect(withoutCookies('id=1', all)).toBeNull();
});

test('pairs are read as a Cookie line has them, and what browsers do not keep is refused', () => {
  expect(pairsOf('Cookie: id=a=b; theme = dark;')).toEqual([
    ['id', 'a=b'],
    ['theme', 'dark'],
  ]);
  expect(ownCookie(url, 'a b', '1')).toContain('no name of a cookie');
  expect(ownCookie(url, 'id', 'a\nb')).toContain('no cookie may have');
  expect(ownCookie(url, 'id', 'x'.repeat(4_096))).toContain('4096 bytes');
  expect(ownCookie('http://cdn.example/a', '__Host-id', '1')).toContain('for https alone');
});

test('of a saved session the cookies of the host are used, and a bad file is told by its place', () => {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-session-'));
  const file = join(folder, 'state.json');
  const cookie = { name: 'id', value: 'secret-of-mine', domain: '.example', path: '/', sameSite: 'Lax' };
  const read = (content: unknown, to = url) => {
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return cookiesOfSession(file, to);
  };
  const state = (...cookies: object[]) => ({ cookies, origins: [] });
  try {
    const others = [
      { ...cookie, domain: 'other.example' },
      { ...cookie, domain: 'example' },
      { ...cookie, expires: 1 },
      { ...cookie, partitionKey: 'https://app.example' },
    ];
    expect(read(state(cookie, ...others))).toEqual([
      { name: 'id', value: 'secret-of-mine', domain: 'example', path: '/', secure: false, sameSite: 'Lax' },
    ]);
    expect(() => read(state(...others))).toThrow('holds no cookie for "https://cdn.example"');
    expect(() => read(state({ ...cookie, secure: true }), 'http://cdn.example/a')).toThrow('holds no cookie');
    expect(() => read('{"cookies": secret-of-mine')).toThrow(/state\.json: it is no JSON\. Want/);
    expect(() => read({ origins: [] })).toThrow('at cookies');
    expect(() => read(state(cookie, { ...cookie, path: 7 }))).toThrow('at cookies[1].path, 7: want a text');
    expect(() => read(state({ ...cookie, value: ['secret-of-mine'] }))).toThrow(
      'at cookies[0].value, a value that is not shown: want a text',
    );
    expect(() => cookiesOfSession(join(folder, 'none.json'), url)).toThrow('Failed to read');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
