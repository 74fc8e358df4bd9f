import type { BrowserContext, CDPSession, Frame, Page } from 'playwright';
import { readFirefoxConsole } from '../../../../model/judge/wordings';
import type { BrowserSays } from '../../../../model/evidence/measurement';
import type { Listener, Said } from '../../session/session';
import type { EngineName } from '../../../../model/evidence/engine';

const tokenIn = (text: string): string | undefined => /[?&]t=([\w-]{1,64})/.exec(text)?.[1];

/** Of a page that stays open for long, what was said first is forgotten. */
const mostKept = 20_000;

interface SaidRecord {
  readonly said: Said;
  readonly add: (token: string | undefined, says: BrowserSays) => void;
}

function createRecord(): SaidRecord {
  const said = new Map<string, BrowserSays[]>();
  return {
    said,
    add(token, says) {
      if (token === undefined) return;
      const known = said.get(token);
      if (!known) {
        said.set(token, [says]);
        if (said.size > mostKept) said.delete(said.keys().next().value!);
      } else if (!known.some(({ code }) => code === says.code)) known.push(says);
    },
  };
}

/** A sandboxed frame is a process of its own, and has a session of its own. */
const openSession = (context: BrowserContext, page: Page, frame: Frame): Promise<CDPSession> =>
  frame === page.mainFrame()
    ? context.newCDPSession(page)
    : context.newCDPSession(frame).catch(() => context.newCDPSession(page));

/** Chromium tells the DevTools protocol which check failed: a CorsError, a BlockedReason or a network error. */
async function listenToChromium(context: BrowserContext, page: Page, frame: Frame): Promise<Listener> {
  const { said, add } = createRecord();
  const tokens = new Map<string, string>();
  const session = await openSession(context, page, frame);
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

/**
 * Firefox writes the check that failed on the console, which WebDriver BiDi reports as script errors; where it writes
 * nothing, there is the name of a network error.
 */
function listenToFirefox(page: Page, frame: Frame): Listener {
  const { said, add } = createRecord();
  page.on('pageerror', ({ message }) => {
    const code = readFirefoxConsole(message);
    if (code !== null) add(tokenIn(message), { code, words: message });
  });
  page.on('requestfailed', (request) => {
    const code = request.failure()?.errorText ?? '';
    if (code !== '' && code !== 'NS_BINDING_ABORTED') add(tokenIn(request.url()), { code, words: null });
  });
  return async () => {
    await frame.evaluate(() => 0);
    return said;
  };
}

/**
 * Listens to what `engine` says of the requests of a page; a frame in it is the one that makes them.
 * @returns undefined where it cannot be asked, as WebKit
 */
export async function listenToBrowser(
  engine: EngineName,
  context: BrowserContext,
  page: Page,
  frame: Frame,
): Promise<Listener | undefined> {
  if (engine === 'chromium') return listenToChromium(context, page, frame);
  return engine === 'firefox' ? listenToFirefox(page, frame) : undefined;
}
