import { version as playwrightVersion } from 'playwright/package.json';
import { z } from 'zod';
import type { EngineName } from '../../../../model/evidence/engine';
import { pageSpec } from '../../../../model/lab/topology/pages';
import { firstLineOf, LabFailure } from '../../../failures/lab-failure';
import { withoutSecrets } from '../../../safe-text/without-secrets';
import type { LaunchedBrowser } from '../../session/launched-browser';
import type { Network } from '../../session/network';
import { drivenByPlaywright } from './open-in-playwright';
import type { PlaywrightEngine } from './playwright-engine';
import { openTunnel } from './tunnel';

/** A server that starts browsers for whoever connects: `playwright run-server`, or a service. */
export interface BrowserServer {
  readonly endpoint: string;
  /** What it wants to be told, such as a token. */
  readonly headers: Readonly<Record<string, string>>;
}

const headersSchema = z.record(z.string(), z.string());

/**
 * The server that the environment names by the variables of Playwright's own tests; undefined if it names none.
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

/** How long a server may take to start a browser, in milliseconds. */
const connectBound = 120_000;

const notAsAsked = 'it takes no launch options; start it with --unsafe, where only you reach it';

/** What to do about what goes wrong most often. */
function whyNot(error: unknown, name: EngineName, executablePath?: string): string {
  const why = firstLineOf(error);
  // Its answer to a client of another version.
  if (why.includes('answers 428'))
    return `it is of another version; start it by npx playwright@${playwrightVersion} run-server`;
  const missing = /Executable doesn't exist at (.*)/.exec(why)?.[1];
  if (missing !== undefined && executablePath !== undefined && missing !== executablePath) return notAsAsked;
  if (missing !== undefined)
    return `it has no ${name}; on its machine, run npx playwright@${playwrightVersion} install ${name}`;
  return why;
}

/**
 * Has a server start a browser and leads it to a network that only this machine need reach. EARSHOT_CHROMIUM and its
 * like name an executable on the server's machine.
 * @throws LabFailure where there is no such server, or its browser does not start as the lab needs it
 */
export async function connectInPlaywright(
  engine: PlaywrightEngine,
  { endpoint, headers }: BrowserServer,
  network: Network,
): Promise<LaunchedBrowser> {
  const { name, stockChannel } = engine;
  const executablePath = process.env[`EARSHOT_${name.toUpperCase()}`];
  const options = {
    // The tunnel says where names lead, and Chromium would apply rules of its own to the tunnel too.
    ...engine.launchOptions({ ...network, resolverRules: [] }),
    ...(executablePath && { executablePath, ...(stockChannel !== null && { channel: stockChannel }) }),
  };
  const asked = {
    ...headers,
    'user-agent': `Playwright/${playwrightVersion}`,
    'x-playwright-browser': name,
    'x-playwright-launch-options': JSON.stringify(options),
  };
  let close = () => Promise.resolve();
  try {
    const tunnel = await openTunnel(endpoint, asked, network.route);
    close = () => {
      tunnel.close();
      return Promise.resolve();
    };
    const browser = await engine.type.connect(tunnel.endpoint, {
      exposeNetwork: '127.0.0.1,*.test',
      timeout: connectBound,
    });
    close = () => browser.close().catch(() => undefined);
    const { asAsked, differs, leavesOut } = await engine.askAtServer(browser);
    if (!asAsked) throw new Error(notAsAsked);
    return {
      ...drivenByPlaywright(browser, engine),
      build: `${executablePath ?? "Playwright's"} (server at ${new URL(endpoint).host})`,
      profile: {
        driver: `Playwright ${playwrightVersion} by a Playwright server`,
        differs: [...differs, "the lab's names resolved by a tunnel to the lab"],
      },
      limits: {
        leavesOut: (scenario) =>
          pageSpec(scenario.page).opened === 'file'
            ? "the page is a file on the runner's disk"
            : leavesOut(scenario),
      },
      close,
    };
  } catch (error) {
    await close();
    throw new LabFailure(
      `Failed to start ${name} by the Playwright server at ${withoutSecrets(endpoint)}: ${whyNot(error, name, executablePath)}`,
    );
  }
}
