import { createServer, type AddressInfo } from 'node:net';
import { until } from '../../../waiting/until';
import { startChild, type Child } from './child-process';

/** A driver that ends is told at once; this is for one that hangs, also on a busy machine. In milliseconds. */
const startBound = 30_000;

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** Resolves once a WebDriver answers there. https://www.w3.org/TR/webdriver2/#status */
const ready = (url: string): Promise<true> =>
  until(startBound, `no WebDriver answered at ${url} within ${startBound / 1000} s`, async () => {
    const answer = await fetch(`${url}/status`, { signal: AbortSignal.timeout(startBound) }).catch(
      () => undefined,
    );
    await answer?.arrayBuffer();
    return answer?.ok ? true : undefined;
  });

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
