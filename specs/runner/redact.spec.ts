import { expect, test } from '@playwright/test';
import { Redactor } from '../../runner/check/redact';

const secrets = {
  signature: 'sig+nature/of=mine',
  password: 'päss wörd & more',
  login: 'Bearer login-9c4d~',
  cookie: 'session-cookie-3f',
};
const redactor = new Redactor(
  [
    `https://me-myself:${encodeURIComponent(secrets.password)}@cdn.example/?Signature=${encodeURIComponent(secrets.signature)}`,
  ],
  [
    ['Authorization', secrets.login],
    ['Cookie', `id=${secrets.cookie}`],
  ],
);

const base64 = (text: string, before = ''): string => Buffer.from(`${before}${text}`).toString('base64');
const lowerCase = (text: string): string => text.replace(/%[\dA-F]{2}/g, (code) => code.toLowerCase());
/** With all of it written by numbers, as RFC 3986 allows. */
const byNumbers = (text: string): string => Buffer.from(text).toString('hex').replace(/../g, '%$&');

/** What somebody may send back of a secret, by how. */
const ways: Readonly<Record<string, (secret: string) => string>> = {
  'as it is': (secret) => secret,
  'percent-encoded': encodeURIComponent,
  'percent-encoded in small letters': (secret) => lowerCase(encodeURIComponent(secret)),
  'percent-encoded twice': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  'percent-encoded in part': (secret) => secret.replace(/[/ ]/g, encodeURIComponent),
  'each letter by its number': byNumbers,
  'in base64': (secret) => base64(secret),
  'in base64 for URLs': (secret) => Buffer.from(secret).toString('base64url'),
  'in base64, percent-encoded': (secret) => encodeURIComponent(base64(secret)),
};

for (const [way, send] of Object.entries(ways))
  test(`no secret is told, sent back ${way}`, () => {
    for (const secret of Object.values(secrets))
      expect(redactor.text(`<${send(secret)}>`)).toMatch(/^<…=*>$/);
  });

test('no value in a fragment is told, and a time in it is', () => {
  const told = (url: string): string => new Redactor([url], []).text(url);
  expect(told('https://cdn.example/a.mp3#access_token=a1b2c3d4e5')).toBe(
    'https://cdn.example/a.mp3#access_token=…',
  );
  expect(told('https://cdn.example/a.mp3#t=10,20')).toBe('https://cdn.example/a.mp3#t=10,20');
});

test('no secret is told in base64 of more than itself', () => {
  for (const secret of Object.values(secrets))
    for (const before of ['', 'a', 'ab', 'abc']) {
      const told = redactor.text(base64(`${secret}!`, before));
      expect(told).toContain('…');
      // Of its last letter there may be a part.
      expect(told.length).toBeLessThan(before.length + 8);
    }
});

test('what is no secret is told as it is', () => {
  const told = 'Access-Control-Allow-Origin of https://cdn.example/song.mp3 is 100%25 right: a+b/c=d.';
  expect(redactor.text(told)).toBe(told);
  expect(new Redactor([], []).text(told)).toBe(told);
  expect(redactor.value({ reason: secrets.cookie, says: [secrets.cookie, 1, null] })).toEqual({
    reason: secrets.cookie,
    says: ['…', 1, null],
  });
});
