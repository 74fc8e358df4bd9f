import { firefox as browserType, type Frame, type Page } from 'playwright';
import { readFirefoxConsole } from '../../../model/judge/wordings';
import { connectInPlaywright } from '../drivers/playwright/connect-in-playwright';
import { launchInPlaywright } from '../drivers/playwright/launch-in-playwright';
import type { PlaywrightEngine } from '../drivers/playwright/playwright-engine';
import { playsUnasked } from '../drivers/playwright/plays-unasked';
import { createRecord, tokenIn } from '../drivers/playwright/said-record';
import type { Network } from '../session/network';
import type { Listener } from '../session/session';
import type { Engine } from './engine';

const differs = [
  'plays without a click, to a mock audio device',
  'no tracking protection, and no upgrade of http addresses to https',
  'any certificate trusted',
];

/**
 * It writes the check that failed on the console, which WebDriver BiDi reports as script errors; where it writes
 * nothing, there is the name of a network error.
 */
function listen(page: Page, frame: Frame): Promise<Listener> {
  const { said, add } = createRecord();
  page.on('pageerror', ({ message }) => {
    const code = readFirefoxConsole(message);
    if (code !== null) add(tokenIn(message), { code, words: message });
  });
  page.on('requestfailed', (request) => {
    const code = request.failure()?.errorText ?? '';
    if (code !== '' && code !== 'NS_BINDING_ABORTED') add(tokenIn(request.url()), { code, words: null });
  });
  return Promise.resolve(async () => {
    await frame.evaluate(() => 0);
    return said;
  });
}

/** What Firefox calls the address spaces of the standard. */
const spaceNames = { public: 'public', local: 'private', loopback: 'local' } as const;

/** Its preferences of which sockets are in which address space. */
const overridesOf = (sockets: NonNullable<Network['movedSockets']>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(spaceNames).map(([space, name]) => [
      `network.lna.address_space.${name}.override`,
      sockets.flatMap((moved) => (moved.space === space ? moved.socket : [])).join(','),
    ]),
  );

const inPlaywright: PlaywrightEngine = {
  name: 'firefox',
  type: browserType,
  patience: 1,
  launchOptions: ({ localDomains, forcePort, socks, movedSockets = [], sharesProcess = false }) => ({
    firefoxUserPrefs: {
      'network.dns.localDomains': localDomains.join(','),
      'network.socket.forcePort': forcePort,
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
      'media.autoplay.default': 0,
      // Without a device `resume()` never settles.
      'media.cubeb.force_mock_context': true,
      ...(movedSockets.length > 0 && {
        ...overridesOf(movedSockets),
        // 2 denies what a page is not permitted: nobody is there to be asked.
        'permissions.default.loopback-network': 2,
        'permissions.default.local-network': 2,
      }),
      ...(socks !== undefined && {
        // 1 takes the proxy that is named here.
        'network.proxy.type': 1,
        'network.proxy.socks': '127.0.0.1',
        'network.proxy.socks_port': socks,
        'network.proxy.socks_remote_dns': true,
        'network.proxy.allow_hijacking_localhost': true,
      }),
      ...(sharesProcess && {
        // 0 isolates no site from another.
        'fission.webContentIsolationStrategy': 0,
        // Streams that do not end keep no other load of their server waiting.
        'network.http.max-persistent-connections-per-server': 128,
        // 0 asks nobody for a login that a part of a page wants.
        'network.auth.subresource-http-auth-allow': 0,
      }),
    },
  }),
  stockChannel: 'moz-firefox',
  async start(options) {
    const browser = await browserType.launch(options);
    return { browser, close: () => browser.close().catch(() => undefined) };
  },
  differs,
  permit: (page, origin, permissions) => page.context().grantPermissions([...permissions], { origin }),
  // Playwright has it evaluate something in every frame as if somebody had clicked there.
  mindsActivation: false,
  namesBy: 'a preference',
  trustsAnyCertificate: true,
  listen,
  refuseLogins: null,
  // To play without a click is one of its launch options.
  askAtServer: async (browser) => ({
    asAsked: await playsUnasked(browser),
    differs,
    leavesOut: () => undefined,
  }),
};

export const firefox: Engine = {
  ...inPlaywright,
  userAgents: [/\bFirefox\/([\d.]+)/],
  launch: (found, network) => launchInPlaywright(inPlaywright, found, network),
  connect: (server, network) => connectInPlaywright(inPlaywright, server, network),
};
