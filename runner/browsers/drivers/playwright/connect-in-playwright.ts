import { chromium, firefox, webkit, type Browser } from 'playwright';
import { version as playwrightVersion } from 'playwright/package.json';
import { z } from 'zod';
import { pageSpec } from '../../../../model/lab/topology/pages';
import { policyOf } from '../../../../model/lab/policies';
import type { Scenario } from '../../../../model/scenarios/build/scenario';
import { firstLineOf, LabFailure } from '../../../common/lab-failure';
import { withoutSecrets } from '../../../common/without-secrets';
import { launchOptionsFor, type Network } from '../../session/launch-options';
import type { LaunchedBrowser } from '../../session/launched-browser';
import { drivenByPlaywright } from './open-in-playwright';
import { profileAtServer } from '../../session/profiles';
import type { EngineName } from '../../../../model/evidence/engine';
import { openTunnel } from './tunnel';

/** A server that starts browsers for whoever connects: `playwright run-server`, or a service. */
export interface BrowserServer {
  readonly endpoint: string;
  /** What it wants to be told, such as a token. */
  readonly headers: Readonly<Record<string, string>>;
}

const headersSchema = z.record(z.string(), z.string());

/**
 * The server that the environment names by the variables of Playwright's own tests; undefined where it names none.
 * @throws LabFailure where a variable does not hold what it should
 */
export function browserServer(env: NodeJS.ProcessEnv = process.env): BrowserServer | undefined {
  const { PW_TEST_CONNECT_WS_ENDPOINT: endpoint, PW_TEST_CONNECT_HEADERS: json } = env;
  if (!endpoint) return undefined;
  if (!/^wss?:\/\/./.test(endpoint) || !URL.canParse(endpoint))
    throw new LabFailure(
      `Failed to use PW_TEST_CONNECT_WS_ENDPOINT=${withoutSecrets(endpoint)}: it is no WebSocket URL, such as ws://127.0.0.1:3000/`,
    );
  try {
    return { endpoint, headers: json ? headersSchema.parse(JSON.parse(json)) : {} };
  } catch {
    throw new LabFailure(
      // What is in it may be secret.
      'Failed to use PW_TEST_CONNECT_HEADERS: it is no JSON object of strings, such as {"authorization":"…"}',
    );
  }
}

/** Only a browser that does not play unasked takes this long, in milliseconds; one on a busy machine may be slow. */
const playBound = 20_000;
/** How long a server may take to start a browser, in milliseconds. */
const connectBound = 120_000;

/** Evaluated in a page: whether sound may begin without a click, which is one of the lab's launch options in Firefox. */
async function playsUnasked(bound: number): Promise<boolean> {
  const context = new AudioContext();
  const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), bound));
  const running = await Promise.race([context.resume().then(() => true), late]);
  await context.close();
  return running;
}

interface Started {
  /** Whether it was started with the lab's launch options, and not only those that a server takes from anyone. */
  readonly asAsked: boolean;
  /** Whether it is a Chromium with all its preferences, and not the headless shell. */
  readonly full: boolean;
}

async function askChromium(browser: Browser): Promise<Started> {
  const session = await browser.newBrowserCDPSession();
  const [{ commandLine }, { product }] = await Promise.all([
    session.send('SystemInfo.getInfo'),
    session.send('Browser.getVersion'),
  ]);
  await session.detach();
  // A full Chromium calls itself Chrome here even without a window.
  return {
    asAsked: commandLine.includes('--ignore-certificate-errors-spki-list='),
    full: product.startsWith('Chrome/'),
  };
}

async function askBrowser(browser: Browser, engine: EngineName): Promise<Started> {
  if (engine === 'chromium') return askChromium(browser);
  const page = await browser.newPage();
  const asAsked = await page.evaluate(playsUnasked, playBound);
  await page.close();
  return { asAsked, full: false };
}

const asksThirdPartyCookies = ({ page, policy }: Scenario): boolean =>
  pageSpec(page).opened === 'sandboxed-frame' || policyOf(policy).session?.sameSite === 'None';

const leavesOut =
  (full: boolean) =>
  (scenario: Scenario): string | undefined => {
    if (pageSpec(scenario.page).opened === 'file') return "the page is a file on the runner's disk";
    // Only a profile that is there when it starts says otherwise (docs/decisions/0002), and a server gives it none.
    if (full && asksThirdPartyCookies(scenario))
      return 'a full Chromium at a server refuses cookies of third parties; its headless shell does not';
    return undefined;
  };

const notAsAsked = 'it takes no launch options; start it with --unsafe, where only you reach it';

/** What to do about what goes wrong most often. */
function whyNot(error: unknown, engine: EngineName, executablePath?: string): string {
  const why = firstLineOf(error);
  // Its answer to a client of another version.
  if (why.includes('answers 428'))
    return `it is of another version; start it by npx playwright@${playwrightVersion} run-server`;
  const missing = /Executable doesn't exist at (.*)/.exec(why)?.[1];
  if (missing !== undefined && executablePath !== undefined && missing !== executablePath) return notAsAsked;
  if (missing !== undefined)
    return `it has no ${engine}; on its machine, run npx playwright@${playwrightVersion} install ${engine}`;
  return why;
}

/**
 * Has a server start `engine` and leads it to a network that only this machine need reach. EARSHOT_CHROMIUM and its
 * like name an executable on the server's machine.
 * @throws LabFailure where there is no such server, or its browser does not start as the lab needs it
 */
export async function connectInPlaywright(
  { endpoint, headers }: BrowserServer,
  engine: EngineName,
  network: Network,
): Promise<LaunchedBrowser> {
  const executablePath = process.env[`EARSHOT_${engine.toUpperCase()}`];
  const options = {
    // The tunnel says where names lead, and Chromium would hold rules of its own against the tunnel too.
    ...launchOptionsFor(engine, { ...network, resolverRules: [] }),
    ...(executablePath && { executablePath, ...(engine === 'firefox' && { channel: 'moz-firefox' }) }),
  };
  const asked = {
    ...headers,
    'user-agent': `Playwright/${playwrightVersion}`,
    'x-playwright-browser': engine,
    'x-playwright-launch-options': JSON.stringify(options),
  };
  let close = () => Promise.resolve();
  try {
    const tunnel = await openTunnel(endpoint, asked, network.route);
    close = () => {
      tunnel.close();
      return Promise.resolve();
    };
    const browser = await { chromium, firefox, webkit }[engine].connect(tunnel.endpoint, {
      exposeNetwork: '127.0.0.1,*.test',
      timeout: connectBound,
    });
    close = () => browser.close().catch(() => undefined);
    const { asAsked, full } = await askBrowser(browser, engine);
    if (!asAsked) throw new Error(notAsAsked);
    return {
      ...drivenByPlaywright(browser, engine),
      build: `${executablePath ?? "Playwright's"} (server at ${new URL(endpoint).host})`,
      profile: profileAtServer(engine, { full }),
      limits: { leavesOut: leavesOut(full) },
      close,
    };
  } catch (error) {
    await close();
    throw new LabFailure(
      `Failed to start ${engine} by the Playwright server at ${withoutSecrets(endpoint)}: ${whyNot(error, engine, executablePath)}`,
    );
  }
}
