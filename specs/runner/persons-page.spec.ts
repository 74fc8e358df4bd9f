import type { RequestListener } from 'node:http';
import { expect, test } from '@playwright/test';
import { policiesOf } from '../../runner/check/page-policies';
import { readPersonsPage } from '../../runner/check/persons-page';
import { withServer } from './with-server';

/** A cookie that a page has. */
const session = { name: 'id', value: 'mine', domain: null, path: '/', sameSite: 'Lax' } as const;

const read = (url: string) =>
  readPersonsPage(url, {
    ...{ headers: [], cookies: [session], patience: 500, signal: new AbortController().signal },
  });

test('policies are those of the answer, and of meta elements in the head alone', () => {
  const html = `<!doctype html><head>
    <!-- <meta http-equiv="content-security-policy" content="media-src 'none'"> -->
    <META HTTP-EQUIV=Content-Security-Policy CONTENT="img-src *; sandbox; report-uri /csp">
    <meta name="referrer" content="no-referrer"><meta http-equiv="content-security-policy" content="">
    </head><body><meta http-equiv="Content-Security-Policy" content="media-src 'none'">`;
  const lines = [
    ['Content-Type', 'text/html'],
    ['content-security-policy', "connect-src 'self'"],
    ['Content-Security-Policy-Report-Only', "media-src 'none'"],
    ['Cross-Origin-Embedder-Policy', 'require-corp'],
    ['Permissions-Policy', 'camera=(), autoplay=(self), microphone=()'],
    ['Permissions-Policy', 'autoplay=()'],
  ] as const;
  expect(policiesOf(lines, html)).toEqual([
    ['content-security-policy', "connect-src 'self'"],
    ['Cross-Origin-Embedder-Policy', 'require-corp'],
    ['Permissions-Policy', 'camera=(), microphone=()'],
    ['Content-Security-Policy', 'img-src *'],
    ['Referrer-Policy', 'no-referrer'],
  ]);
});

test('redirects within an origin are followed with its cookies, and the page is where they end', async () => {
  const seen: (string | undefined)[] = [];
  const answer: RequestListener = ({ url, headers }, res) => {
    seen.push(headers.cookie);
    if (url === '/') res.writeHead(302, { Location: '/player?a=1#part' }).end();
    else
      res.writeHead(200, { 'Content-Type': 'text/html', 'Content-Security-Policy': 'img-src *' }).end('<p>');
  };
  await withServer(answer, async (origin) => {
    expect(await read(origin)).toEqual({
      origin,
      csp: 'img-src *',
      coep: undefined,
      document: {
        url: `${origin}/player?a=1`,
        policies: [['Content-Security-Policy', 'img-src *']],
      },
    });
    expect(seen).toEqual(['id=mine', 'id=mine']);
  });
});

for (const [title, answer, says] of [
  ['a status of an error', (_req, res) => res.writeHead(404).end(), 'its server answers 404'],
  ['a song', (_req, res) => res.writeHead(200, { 'Content-Type': 'audio/mpeg' }).end(), 'it is no page, but'],
  [
    'a redirect to a login elsewhere',
    (_req, res) => res.writeHead(302, { Location: 'https://login.example/?next=secret' }).end(),
    'it leads to "https://login.example/?…". Give that URL, or a session',
  ],
  [
    'redirects that go round',
    (_req, res) => res.writeHead(302, { Location: '/' }).end(),
    'its redirects do not end',
  ],
  ['no answer', () => undefined, 'no answer within 0.5 s'],
] as const satisfies readonly (readonly [string, RequestListener, string])[])
  test(`${title} is no page to load from`, async () => {
    await withServer(answer, async (origin) => {
      await expect(read(`${origin}/?token=mine`)).rejects.toThrow(says);
      await expect(read(`${origin}/?token=mine`)).rejects.not.toThrow('mine');
    });
  });
