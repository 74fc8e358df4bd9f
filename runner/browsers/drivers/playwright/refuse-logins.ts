import type { CDPSession, Page } from 'playwright';
import type { LoginRefuser } from './playwright-engine';

const escapePattern = (part: string): string => part.replace(/[*?\\]/g, '\\$&');

/** Sends a command whose request may be gone by now. */
function answer(session: CDPSession, ...[method, params]: Parameters<CDPSession['send']>): void {
  void session.send(method, params).catch(() => undefined);
}

/**
 * Refuses logins in a page of Chromium, which shows no dialogue for them without a window and waits forever. Only
 * requests that the DevTools protocol pauses can be refused one, so those alone are paused.
 * @see https://chromedevtools.github.io/devtools-protocol/tot/Fetch/#event-authRequired
 */
export function loginRefuser(page: Page): LoginRefuser {
  let opened: Promise<CDPSession> | undefined;
  const open = async (): Promise<CDPSession> => {
    const session = await page.context().newCDPSession(page);
    session.on('Fetch.requestPaused', ({ requestId }) =>
      answer(session, 'Fetch.continueRequest', { requestId }),
    );
    session.on('Fetch.authRequired', ({ requestId }) =>
      answer(session, 'Fetch.continueWithAuth', {
        requestId,
        authChallengeResponse: { response: 'CancelAuth' },
      }),
    );
    return session;
  };
  return {
    async refuse(parts) {
      const session = await (opened ??= open());
      const patterns = parts.map((part) => ({ urlPattern: `*${escapePattern(part)}*` }));
      await session.send('Fetch.enable', { handleAuthRequests: true, patterns });
    },
    async close() {
      await (await opened)?.detach();
    },
  };
}
