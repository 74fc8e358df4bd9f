import type { SessionCookie } from '../../model/check/session-cookie';
import { isHttp, parseUrl } from '../../model/http/url';
import { sessionCookiesFor } from './storage-state';

/** Why no page of a person can stand at a URL; undefined if one can. */
export function whyNoPageUrl(text: string): string | undefined {
  const url = parseUrl(text);
  if (!url || !isHttp(url)) return 'want an http or https URL of a page, such as https://app.example/player';
  return url.userinfo ? 'browsers open no page with a user name in its URL for others' : undefined;
}

/** The cookies that go along where the page itself is opened: of a saved session, or those of the song where it has the page's origin. */
export const pageCookiesOf = (
  url: string,
  pageUrl: string,
  cookies: readonly SessionCookie[],
  storageState: string | undefined,
): readonly SessionCookie[] => {
  if (storageState !== undefined) return sessionCookiesFor(storageState, pageUrl);
  return new URL(url).origin === new URL(pageUrl).origin ? cookies : [];
};
