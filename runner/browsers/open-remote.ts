import type { WebDriver } from 'selenium-webdriver';
import { engines } from './engines';
import { firstLineOf, LabFailure } from '../failures/lab-failure';
import type { Reach } from './session/reach';
import { withoutSecrets } from '../safe-text/without-secrets';
import { withTimeout } from '../waiting/with-timeout';
import { openLabPage } from './session/lab-page';
import type { LabAddress } from '../lab/lab-address';
import type { BrowserSession } from './session/session';
import { openInWebDriver } from './drivers/webdriver/open-in-webdriver';
import { selenium } from './drivers/webdriver/selenium';
import { browserNames, type RemoteBrowserName } from './drivers/webdriver/remote-browsers';

interface RemoteOptions {
  /** Where a WebDriver listens. */
  readonly url: string;
  readonly name: RemoteBrowserName;
  /** What else it is asked for: https://www.w3.org/TR/webdriver2/#capabilities */
  readonly capabilities: Readonly<Record<string, unknown>>;
  readonly reach: Reach;
  readonly lab: LabAddress;
  /** Other bounds on a session than usual, in milliseconds. */
  readonly bounds?: typeof sessionBounds;
}

/** How long a grid may keep a request for a session in its queue, and a session may take to end, in milliseconds. */
const sessionBounds = { begin: 300_000, end: 10_000 };

/** A real click anywhere in the page: without one a browser with autoplay rules does not play. */
const click = (driver: WebDriver): Promise<void> =>
  driver.actions({ async: true }).move({ x: 5, y: 5 }).click().perform();

/**
 * A browser behind any WebDriver: safaridriver, a phone, a grid. Each page has a session of its own, one at a time.
 * @throws LabFailure where none answers there, or it has no such browser
 */
export async function openRemote(options: RemoteOptions): Promise<BrowserSession> {
  const { url, name, capabilities, reach, lab, bounds = sessionBounds } = options;
  const { browserName, engine } = browserNames[name];
  const { patience } = engines[engine];
  const { Builder, Capabilities } = selenium();
  const asked = new Capabilities({ browserName, acceptInsecureCerts: true, ...capabilities });
  const begin = async (): Promise<WebDriver> =>
    new Builder().usingServer(url).withCapabilities(asked).build();
  const begun = <T>(answer: Promise<T>): Promise<T> =>
    withTimeout(bounds.begin, `no session began within ${bounds.begin / 1000} s`, answer);
  let current: Promise<WebDriver> | undefined;
  // The session that was asked its version has opened nothing yet, and serves the first page.
  let fresh = true;
  /** Ends the session, also one that comes when nobody waits for it any more. */
  const close = async () => {
    const ended = current?.then((driver) => driver.quit());
    current = undefined;
    await withTimeout(bounds.end, 'the session does not end', ended ?? Promise.resolve()).catch(
      () => undefined,
    );
  };
  try {
    current = begin();
    const has = await begun(current.then((driver) => driver.getCapabilities()));
    const version = has.getBrowserVersion() ?? 'unknown';
    const platform = has.getPlatform() ?? 'an unnamed platform';
    return {
      engine,
      version,
      build: `${has.getBrowserName() ?? name} on ${platform} (WebDriver at ${new URL(url).host})`,
      profile: {
        driver: 'WebDriver',
        differs: [
          "the lab's names spelled under .localhost",
          'any certificate trusted',
          'a click before each page',
        ],
      },
      ...reach,
      openPage: (page) =>
        openLabPage(
          async (document) => {
            if (!fresh) await close();
            fresh = false;
            current ??= begin();
            const spelled = { ...document, url: reach.spell(document.url) };
            return openInWebDriver(await begun(current), spelled, { patience, prepare: click, close });
          },
          lab,
          page,
        ),
      close,
    };
  } catch (error) {
    await close();
    throw new LabFailure(
      `Failed to start ${name} by the WebDriver at ${withoutSecrets(url)}: ${firstLineOf(error)}. ` +
        'Start the driver (safaridriver --port 4444, chromedriver --port=4444), or see docs/other-browsers.md',
    );
  }
}
