import type { Capabilities } from 'selenium-webdriver';
import { webkit as browserType } from 'playwright';
import { lastLoadOf, stepsOf } from '../../../model/lab/loaders/loaders';
import type { ProbeTask } from '../../../model/lab/loaders/probe-task';
import type { Scenario } from '../../../model/scenarios/build/scenario';
import type { Browser as FoundBrowser } from '../../../setup/find-browser';
import { withTimeout } from '../../waiting/with-timeout';
import { connectInPlaywright } from '../drivers/playwright/connect-in-playwright';
import { launchInPlaywright } from '../drivers/playwright/launch-in-playwright';
import type { PlaywrightEngine } from '../drivers/playwright/playwright-engine';
import { playsUnasked } from '../drivers/playwright/plays-unasked';
import { openInWebDriver } from '../drivers/webdriver/open-in-webdriver';
import { selenium } from '../drivers/webdriver/selenium';
import { startDriver } from '../drivers/webdriver/start-driver';
import { startVirtualDisplay } from '../drivers/webdriver/virtual-display';
import type { LaunchedBrowser } from '../session/launched-browser';
import { startLoopbackProxy } from '../session/loopback-proxy';
import type { Network } from '../session/network';
import type { Engine } from './engine';

const differs = [
  'any certificate trusted',
  'an ephemeral session: no intelligent tracking prevention, nothing kept on disk',
];

const inPlaywright: PlaywrightEngine = {
  name: 'webkit',
  type: browserType,
  // It hands the sound of an element to Web Audio late, the later the busier the machine is.
  patience: 4,
  launchOptions: () => ({}),
  stockChannel: null,
  async start(options, { route }) {
    const proxy = await startLoopbackProxy(route);
    try {
      const server = `socks5://127.0.0.1:${proxy.port}`;
      const browser = await browserType.launch({ ...options, proxy: { server } });
      const close = async () => {
        await browser.close().catch(() => undefined);
        await proxy.close();
      };
      return { browser, close };
    } catch (error) {
      await proxy.close();
      throw error;
    }
  },
  differs,
  permit: () => Promise.resolve(),
  mindsActivation: false,
  namesBy: 'a proxy',
  trustsAnyCertificate: true,
  listen: null,
  refuseLogins: null,
  askAtServer: async (browser) => ({
    asAsked: await playsUnasked(browser),
    differs,
    leavesOut: () => undefined,
  }),
};

const driverName = 'WebKitWebDriver';
/** How long a session may take to begin, in milliseconds. */
const beginBound = 30_000;

/**
 * Third-party cookies are refused, as WebKit ships; but libsoup knows sites only by the public suffix list, which has
 * neither `.test` nor `.localhost`, so that it would take every host of the lab for a site of its own. On a page over http
 * that can be set right: cookies of other sites are kept out there by SameSite, as `None` wants https.
 */
const cookiesPolicy = (url: string) => (url.startsWith('http:') ? 'always' : 'no-third-party');

/** MiniBrowser's own option for a proxy, since the one of WebDriver wants TLS to the proxy itself for https. */
const argumentsFor = (url: string, proxyPort: number): string[] => [
  '--automation',
  '--autoplay-policy=allow',
  `--cookies-policy=${cookiesPolicy(url)}`,
  `--proxy=socks5://127.0.0.1:${proxyPort}`,
];

/** Libraries that load no stream where a MediaSource takes no codec that they know. */
const needCodecs: readonly ProbeTask['kind'][] = ['vhs', 'reactplayerhls'];

const limits = {
  leavesOut({ loader, relation, policy }: Scenario): string | undefined {
    if (relation === 'bad-certificate') return 'it trusts any certificate, so that it trusts that of the lab';
    if (stepsOf(loader).length > 1) return 'what is automated of it keeps no HTTP cache';
    const { beside, probe } = lastLoadOf(loader);
    if (needCodecs.includes(probe.kind))
      return 'its MediaSource takes neither H.264 nor AAC, without which the library asks for no stream';
    if (probe.kind === 'videojs' && probe.source === 'option')
      return 'whether the song of the options is asked for before their crossOrigin is a race';
    if (loader === 'wavesurfer-blob-type' && policy === 'html-error')
      return 'its page hangs where an element is to play HTML as audio/mpeg from a blob: URL';
    // It says of no request what it is for, and its elements ask for no range.
    return beside && beside.ask.request.crossorigin !== null
      ? 'what a library asks for by script looks as what its element asks for'
      : undefined;
  },
  // Each element has a GStreamer pipeline with threads of its own,
  concurrency: 8,
  // and goes on costing when it is let go: after a thousand, a load takes five seconds instead of half a second.
  cellsPerPage: 150,
};

const capabilitiesFor = (binary: string, args: readonly string[]): Capabilities =>
  new (selenium().Capabilities)({
    browserName: 'MiniBrowser',
    acceptInsecureCerts: true,
    'webkitgtk:browserOptions': { binary, args },
  });

/**
 * WebKitGTK, on a display that nobody sees. A driver holds one session and a session has one profile, so each page
 * gets a driver and a browser of its own.
 */
async function launchMiniBrowser(
  { executablePath, source, version }: FoundBrowser,
  { route }: Network,
): Promise<LaunchedBrowser> {
  const proxy = await startLoopbackProxy(route);
  const open = new Set<() => Promise<void>>();
  let display: Awaited<ReturnType<typeof startVirtualDisplay>> | undefined;
  const close = async () => {
    await Promise.all([...open].map((end) => end()));
    display?.kill();
    await proxy.close();
  };
  try {
    display = await startVirtualDisplay();
  } catch (error) {
    await close();
    throw error;
  }
  const env = { DISPLAY: display.name, GDK_BACKEND: 'x11', WAYLAND_DISPLAY: '' };
  return {
    version,
    build: `${executablePath} (${source})`,
    profile: {
      driver: `${driverName} ${version}`,
      differs: [
        'MiniBrowser, not Safari: sound by GStreamer, network by libsoup',
        'plays without a click',
        'third-party cookies refused on https pages, as WebKit ships; on http pages SameSite alone keeps them out',
        ...differs,
        'no HTTP cache',
        "the lab's names resolved by a proxy",
      ],
    },
    limits,
    async openProbe(document) {
      const local = await startDriver(driverName, env);
      // Its browser belongs to the driver's group, and ends with it.
      const end = () => {
        open.delete(end);
        local.kill();
        return Promise.resolve();
      };
      open.add(end);
      const capabilities = capabilitiesFor(executablePath, argumentsFor(document.url, proxy.port));
      const session = new (selenium().Builder)()
        .usingServer(local.url)
        .withCapabilities(capabilities)
        .build();
      try {
        const begun = await withTimeout(
          beginBound,
          `${driverName} began no session within ${beginBound / 1000} s`,
          session,
        );
        return await openInWebDriver(begun, document, { patience: inPlaywright.patience, close: end });
      } catch (error) {
        await end();
        throw error;
      }
    },
    close,
  };
}

export const webkit: Engine = {
  ...inPlaywright,
  // Every browser of iOS is WebKit inside.
  userAgents: [/\bVersion\/([\d.]+).*\bSafari\//, /\bAppleWebKit\/([\d.]+)/],
  launch: (found, network) =>
    found.source === 'playwright'
      ? launchInPlaywright(inPlaywright, found, network)
      : launchMiniBrowser(found, network),
  connect: (server, network) => connectInPlaywright(inPlaywright, server, network),
};
