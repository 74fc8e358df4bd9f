import { createExchangePages, exchangePagePath } from '../../servers/exchange/exchange-pages';
import { listen, type Listener } from '../../servers/http/listen';
import { defaultTlsFolder, loadCertificates } from '../../servers/tls/certificates';
import { Answer } from './answer';
import { exchange } from './exchange';
import { expect, test as base } from './lab-fixture';
import { expectRefusal } from './refusal';

const test = base.extend<{ pages: Listener }>({
  pages: async ({}, use) => {
    const certificates = await loadCertificates(defaultTlsFolder);
    const app = createExchangePages();
    const listener = await listen({ app, address: '127.0.0.1', port: 0, schemes: ['http'], certificates });
    await use(listener);
    await listener.close();
  },
});

const get = async ({ port }: Listener, target: string): Promise<Answer> => {
  const request = `GET ${target} HTTP/1.1\r\nHost: app.test\r\nConnection: close\r\n\r\n`;
  return new Answer((await exchange({ port }, request)).bytes);
};
const encoded = (policies: unknown): string => encodeURIComponent(JSON.stringify(policies));

const refused: readonly (readonly [title: string, target: string, status: number, at: string])[] = [
  ['half an escape', '/earshot-page/probe?%', 400, 'query'],
  ['no policies', '/earshot-page/probe', 400, 'query'],
  ['no JSON', '/earshot-page/probe?x', 400, 'query'],
  ['no object', `/earshot-page/probe?${encoded(null)}`, 400, 'query'],
  ['a policy that is no text', `/earshot-page/probe?${encoded({ csp: 7 })}`, 400, 'query.csp'],
  ['a policy of two lines', `/earshot-page/probe?${encoded({ coep: 'a\r\nX: 1' })}`, 400, 'query.coep'],
  ['half an escape for the parent', '/earshot-page/parent?%', 400, 'query'],
  ['a quote for the parent', '/earshot-page/parent?{}"><script>alert(1)</script>', 400, 'query'],
  ['half an escape in the path', '/earshot-page/%', 404, 'url'],
  ['a path that is no page', '/earshot-page/nothing', 404, 'url'],
  ['a path up', '/earshot-page/../../etc/passwd', 404, 'url'],
];

for (const [title, target, status, at] of refused) {
  test(`a page that is asked for with ${title} is a ${status} in JSON, with nothing of the machine`, async ({
    pages,
  }) => {
    const answer = await get(pages, target);
    expectRefusal(answer, status, at);
    expect(answer.body.toString()).not.toMatch(/node_modules|\.js:\d|\bat .*\(/);
    expect(answer.body.toString()).not.toContain(process.cwd());
    expect(answer.header('X-Powered-By')).toBeUndefined();
  });
}

test('the frame in a parent has the policies of its parent, and nothing ends its attribute', async ({
  pages,
}) => {
  const policies = { csp: `default-src 'self'`, coep: '"><script>' };
  const answer = await get(pages, exchangePagePath(policies, true));
  const [, source = ''] = /<iframe [^>]*src="([^"]*)"><\/iframe>/.exec(answer.body.toString()) ?? [];
  const framed = await get(pages, source);
  expect(framed.header('Content-Security-Policy')).toContain(policies.csp);
  expect(framed.header('Cross-Origin-Embedder-Policy')).toBe(policies.coep);

  const raw = `/earshot-page/parent?{"csp":"<x>"}`;
  expect((await get(pages, raw)).body.toString()).toContain('src="/earshot-page/probe?%7B%22csp%22');
});

test('the service worker of a page asks as its query says, and its page lets it in whatever its policies say', async ({
  pages,
}) => {
  const headers: [string, string][] = [['Authorization', `'"</script>`]];
  const serviceWorker = { fetches: 'url', mode: 'cors', headers } as const;
  const policies = { csp: `worker-src 'none'; connect-src 'self'`, serviceWorker };
  const answer = await get(pages, exchangePagePath(policies, false));
  expect(answer.header('Content-Security-Policy')).toBe(
    `connect-src 'self'; script-src 'nonce-earshot'; worker-src http: https:`,
  );
  const [, source = ''] = / data-worker="([^"]*)"><\/script>/.exec(answer.body.toString()) ?? [];
  const script = await get(pages, source);
  expect(script.header('Content-Type')).toMatch(/javascript/);
  expect(script.body.toString()).toContain('fetch(request.url, { ...{"mode":"cors"}, headers })');
  expect(script.body.toString()).toContain(JSON.stringify(headers));
});
