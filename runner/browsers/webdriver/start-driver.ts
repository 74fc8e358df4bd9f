import { createServer, type AddressInfo } from 'node:net';
import { startChild, type Child } from './child-process';

const startBound = 10_000;
const pause = 25;

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** Resolves once a WebDriver answers there. https://www.w3.org/TR/webdriver2/#status */
async function ready(url: string): Promise<void> {
  const end = Date.now() + startBound;
  while (Date.now() < end) {
    const answer = await fetch(`${url}/status`, { signal: AbortSignal.timeout(startBound) }).catch(
      () => undefined,
    );
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  throw new Error(`no WebDriver answered at ${url} within ${startBound / 1000} s`);
}

interface LocalDriver {
  readonly url: string;
  readonly kill: Child['kill'];
}

/** Starts a WebDriver program that takes `--port`, on a free one. */
export async function startDriver(command: string, env: NodeJS.ProcessEnv): Promise<LocalDriver> {
  const port = await freePort();
  const driver = startChild(command, [`--port=${port}`], { env });
  const url = `http://127.0.0.1:${port}`;
  try {
    await Promise.race([ready(url), driver.ended]);
    return { url, kill: driver.kill };
  } catch (error) {
    driver.kill();
    throw error;
  }
}
