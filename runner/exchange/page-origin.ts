import { shown } from '../../model/http/shown-text';
import { isHttp, parseUrl } from '../../model/http/url';

/** A URL or a host that somebody may have meant. */
const near = (origin: string) =>
  parseUrl(origin) ?? (/^[\w.-]+(:\d+)?$/.test(origin) ? parseUrl(`https://${origin}`) : null);

/**
 * Whether a page stands on a scheme of an app's own, such as `capacitor://localhost`: one that is not special by the URL
 * standard (https://url.spec.whatwg.org/#special-scheme), so that its origin is opaque
 * (https://url.spec.whatwg.org/#concept-url-origin).
 */
export function isAppOrigin(origin: string): boolean {
  const url = parseUrl(origin);
  return (
    url !== null && !isHttp(url) && url.origin === 'null' && /^[a-z][a-z\d+.-]*:\/\/[^/?#\s]+$/i.test(origin)
  );
}

/** Why the origin of a page cannot be predicted for; undefined if it can be. That of an app is opaque by the standards. */
export const whyNoPredictedOrigin = (origin: string): string | undefined =>
  isAppOrigin(origin) ? undefined : whyNoPageOrigin(origin);

/** What is to be known of a prediction for the page of an app. */
export const wordsOnAppOrigin = (origin: string): string =>
  `The origin of ${shown(origin)} is opaque by the URL standard, since its scheme is not a special one: what is predicted is for Origin: null. Web views of apps may send ${shown(origin)} instead; a server that names neither refuses both.`;

/**
 * Why a text is no origin of a page that a browser can be given; undefined if it is one of http or https, or `null`. A page
 * on any other scheme no browser here can open.
 */
export function whyNoPageOrigin(origin: string): string | undefined {
  if (origin === 'null') return undefined;
  const url = parseUrl(origin);
  if (url && !isHttp(url) && /^[a-z][a-z\d+.-]*:\/\//i.test(origin))
    return 'want http or https. By the standards a page on another scheme has the origin null, but web views send one of their own; give null for what the standards say';
  if (url && isHttp(url) && [url.origin, `${url.origin}/`].includes(url.href)) return undefined;
  const meantUrl = near(origin);
  const meant = meantUrl && isHttp(meantUrl) ? `. Did you mean "${shown(meantUrl.origin)}"?` : '';
  return `want an origin such as https://app.example, or null${meant}`;
}
