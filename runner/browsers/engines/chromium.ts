import { mkdir, readlink, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { chromium as browserType, type Browser, type CDPSession, type Frame, type Page } from 'playwright';
import { policyOf } from '../../../model/lab/policies';
import { pageSpec } from '../../../model/lab/topology/pages';
import type { Scenario } from '../../../model/scenarios/build/scenario';
import { connectInPlaywright } from '../drivers/playwright/connect-in-playwright';
import { launchInPlaywright } from '../drivers/playwright/launch-in-playwright';
import type { BrowserAtServer, PlaywrightEngine } from '../drivers/playwright/playwright-engine';
import { loginRefuser } from '../drivers/playwright/refuse-logins';
import { createRecord, tokenIn } from '../drivers/playwright/said-record';
import type { Listener, Permissions } from '../session/session';
import type { Engine } from './engine';

/** Third-party cookies as Chrome ships: some builds block them, which is their profile and not the standard. */
const preferences = { profile: { cookie_controls_mode: 0, block_third_party_cookies: false } };

/**
 * Choices at chrome://flags, where 2 is "Disabled": they add to Playwright's `--disable-features`, which another one
 * would replace. The suggestions under the address bar are two pages of their own in each window, and cost more than
 * the page in it.
 */
const localState = {
  browser: { enabled_labs_experiments: ['webui-omnibox-popup@2', 'webui-omnibox-aim-popup@2'] },
};

/** Takes certificates of the lab's key alone: to ignore all errors of certificates would switch its cache off for https. */
const trustKey = '--ignore-certificate-errors-spki-list=';

const differs = [
  'plays without a click',
  'the storage of third parties not partitioned',
  'no upgrade of http addresses to https',
  "the lab's key trusted",
];
const cookiesAllowed = 'third-party cookies allowed, as Chrome ships';

const asksThirdPartyCookies = ({ page, policy }: Scenario): boolean =>
  pageSpec(page).opened === 'sandboxed-frame' || policyOf(policy).session?.sameSite === 'None';

/** A full Chromium at a server has no profile with preferences, and refuses cookies of third parties (docs/decisions/0002). */
async function askAtServer(browser: Browser): Promise<BrowserAtServer> {
  const session = await browser.newBrowserCDPSession();
  const [{ commandLine }, { product }] = await Promise.all([
    session.send('SystemInfo.getInfo'),
    session.send('Browser.getVersion'),
  ]);
  await session.detach();
  // The headless shell calls itself HeadlessChrome; a full one Chrome, even without a window.
  const isFull = product.startsWith('Chrome/');
  return {
    asAsked: commandLine.includes(trustKey),
    differs: [isFull ? 'third-party cookies refused' : cookiesAllowed, ...differs],
    leavesOut: (scenario) =>
      isFull && asksThirdPartyCookies(scenario)
        ? 'a full Chromium at a server refuses cookies of third parties; its headless shell does not'
        : undefined,
  };
}

/** A sandboxed frame is a process of its own, and has a session of its own. */
const openSession = (page: Page, frame: Frame): Promise<CDPSession> =>
  frame === page.mainFrame()
    ? page.context().newCDPSession(page)
    : page
        .context()
        .newCDPSession(frame)
        .catch(() => page.context().newCDPSession(page));

/** The DevTools protocol tells which check failed: a CorsError, a BlockedReason or a network error. */
async function listen(page: Page, frame: Frame): Promise<Listener> {
  const { said, add } = createRecord();
  const tokens = new Map<string, string>();
  const session = await openSession(page, frame);
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    const token = tokenIn(request.url);
    if (token !== undefined) tokens.set(requestId, token);
  });
  session.on('Network.loadingFinished', ({ requestId }) => void tokens.delete(requestId));
  session.on('Network.loadingFailed', ({ requestId, canceled, ...failed }) => {
    const token = tokens.get(requestId);
    tokens.delete(requestId);
    // What the page gives up itself, as a media element does with the rest of a file, has not failed.
    if (canceled === true && failed.blockedReason === undefined) return;
    const { corsErrorStatus, blockedReason, errorText } = failed;
    const parameter = corsErrorStatus?.failedParameter ?? '';
    const words = parameter === '' ? null : parameter;
    add(token, { code: corsErrorStatus?.corsError ?? blockedReason ?? errorText, words });
  });
  // Bodies are not asked for, so none need be kept.
  await session.send('Network.enable', { maxTotalBufferSize: 0, maxResourceBufferSize: 0 });
  return async () => {
    // The answer to a question comes after all that was said before it.
    await session.send('Runtime.evaluate', { expression: '0' });
    return said;
  };
}

/** What its protocol calls those permissions that Playwright does not know. */
const permissionNames = { 'local-network': 'localNetwork', 'loopback-network': 'loopbackNetwork' } as const;

async function permit(page: Page, origin: string, permissions: Permissions): Promise<void> {
  const context = page.context();
  const names = permissions.flatMap((name) => (name === 'local-network-access' ? [] : permissionNames[name]));
  if (names.length < permissions.length)
    return context.grantPermissions(['local-network-access'], { origin });
  const [ofPage, ofBrowser] = await Promise.all([
    context.newCDPSession(page),
    context.browser()!.newBrowserCDPSession(),
  ]);
  const { browserContextId = '' } = (await ofPage.send('Target.getTargetInfo')).targetInfo;
  await ofBrowser.send('Browser.grantPermissions', { origin, browserContextId, permissions: names });
  // What a session grants ends with it.
  context.once('close', () => void ofBrowser.detach().catch(() => undefined));
}

/** By which a page is had forget, again and again. */
const sessions = new WeakMap<Page, Promise<CDPSession>>();

async function forget(page: Page): Promise<void> {
  const context = page.context();
  const session = sessions.get(page) ?? context.newCDPSession(page);
  sessions.set(page, session);
  await Promise.all([context.clearCookies(), session.then((open) => open.send('Network.clearBrowserCache'))]);
}

/** Beside the profile it has a folder for a socket in the temporary folder, which it leaves there where it is not let end in peace; null if there is none. */
async function socketFolder(profile: string): Promise<string | null> {
  const socket = await readlink(join(profile, 'SingletonSocket')).catch(() => '');
  const folder = dirname(socket);
  return /^org\.chromium\.Chromium\.\w{6}$/.test(basename(folder)) ? folder : null;
}

const inPlaywright: PlaywrightEngine = {
  name: 'chromium',
  type: browserType,
  patience: 1,
  launchOptions: ({
    resolverRules,
    spki,
    socks,
    movedSockets = [],
    needsActivation = false,
    sharesProcess = false,
  }) => ({
    args: [
      `--host-resolver-rules=${resolverRules.join(', ')}`,
      trustKey + spki,
      ...(needsActivation ? [] : ['--autoplay-policy=no-user-gesture-required']),
      // What it caches is kept apart by site, as Chrome does and the headless shell would not.
      '--enable-features=SplitCacheByNetworkIsolationKey',
      ...(socks === undefined
        ? []
        : [`--proxy-server=socks5://127.0.0.1:${socks}`, '--proxy-bypass-list=<-loopback>']),
      ...(movedSockets.length === 0
        ? []
        : [
            `--ip-address-space-overrides=${movedSockets.map(({ socket, space }) => `${socket}=${space}`).join(',')}`,
          ]),
      ...(sharesProcess ? ['--disable-site-isolation-trials', '--renderer-process-limit=1'] : []),
    ],
  }),
  stockChannel: null,
  // It takes preferences only from a profile that is already there.
  async start(options, _network, own) {
    const profile = join(own, 'profile');
    await mkdir(join(profile, 'Default'), { recursive: true });
    await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
    await writeFile(join(profile, 'Local State'), JSON.stringify(localState));
    const context = await browserType.launchPersistentContext(profile, options);
    const browser = context.browser();
    if (!browser) throw new Error('it gave no handle on itself');
    const folder = await socketFolder(profile);
    const close = async () => {
      await browser.close().catch(() => undefined);
      if (folder) await rm(folder, { recursive: true, force: true });
    };
    return { browser, close };
  },
  differs: [cookiesAllowed, ...differs],
  permit,
  mindsActivation: true,
  namesBy: 'a rule',
  trustsAnyCertificate: false,
  listen,
  forget,
  refuseLogins: loginRefuser,
  askAtServer,
};

export const chromium: Engine = {
  ...inPlaywright,
  // Without its window it calls itself HeadlessChrome.
  userAgents: [/Chrome\/([\d.]+)/],
  launch: (found, network) => launchInPlaywright(inPlaywright, found, network),
  connect: (server, network) => connectInPlaywright(inPlaywright, server, network),
};
