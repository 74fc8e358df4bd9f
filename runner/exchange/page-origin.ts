import { shown } from '../../model/http/shown-text';
import { isHttp, parseUrl } from '../../model/http/url';

/** A URL or a host that somebody may have meant. */
const near = (origin: string) =>
  parseUrl(origin) ?? (/^[\w.-]+(:\d+)?$/.test(origin) ? parseUrl(`https://${origin}`) : null);

/**
 * Why a text is no origin of a page; undefined if it is one of http or https, or `null`. By the URL standard a page on any
 * other scheme has an opaque origin (https://url.spec.whatwg.org/#concept-url-origin), but an app's web view gives it one
 * of its own: what is asked there the standards do not say, so nothing is predicted.
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
