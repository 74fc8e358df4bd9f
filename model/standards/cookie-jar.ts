import type { HeaderLine } from '../http/headers';
import { hasIpAddress, isTrustworthy, registrableDomain, type Url } from '../http/url';
import type { Client } from './client';
import {
  isBelow,
  isSent,
  isStored,
  isThirdParty,
  pathOf,
  standardCookieRules,
  type CookieRules,
} from './cookies';
import { parseSetCookie, type SetCookie } from './set-cookie';

/** A cookie in a jar, with the host or the domain that it goes to. */
interface Kept extends SetCookie {
  readonly path: string;
  readonly isHostOnly: boolean;
}

/** The cookies of a browser, as far as one page comes to know them: all of one top-level site. */
export interface CookieJar {
  /** Stores what an answer sets. @param urls the URL list of its request */
  readonly take: (client: Client, urls: readonly Url[], headers: readonly HeaderLine[]) => void;
  /** The `Cookie` of a request that may carry credentials; null if it has none. @param urls its URL list */
  readonly give: (client: Client, urls: readonly Url[]) => string | null;
}

/** Domain-match (rfc6265bis, section 5.1.3) */
const isWithin = (url: Url, domain: string): boolean =>
  url.host === domain || (url.host.endsWith(`.${domain}`) && !hasIpAddress(url));

/** Default-path (rfc6265bis, section 5.1.4) */
const folderOf = (url: Url): string => pathOf(url).replace(/\/[^/]*$/, '') || '/';

/** Whether the prefix of a name, in any case, says what is not so (rfc6265bis, section 5.7, 20 to 22). */
function breaksPrefix({ name, value, secure, httpOnly, isHostOnly }: Kept, path: string | null): boolean {
  const [, prefix] = /^__(secure|host-http|host|http)-/i.exec(name === '' ? value : name) ?? [];
  if (prefix === undefined) return false;
  const kind = prefix.toLowerCase();
  return (
    name === '' ||
    !secure ||
    (kind.includes('http') && !httpOnly) ||
    (kind.includes('host') && (!isHostOnly || path !== '/'))
  );
}

/** Storage model (https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#section-5.7), and what engines do otherwise. */
export function createCookieJar(rules: CookieRules = standardCookieRules): CookieJar {
  let jar: readonly Kept[] = [];
  const keptOf = (said: SetCookie, url: Url): Kept | null => {
    // 9, 10: a public suffix is taken for the host that it is, and by nobody else.
    const isHostOnly =
      said.domain === '' || (said.domain === url.host && registrableDomain(said.domain) === null);
    const isRefused = !isHostOnly && (registrableDomain(said.domain) === null || !isWithin(url, said.domain));
    if (isRefused) return null;
    return {
      ...said,
      isHostOnly,
      domain: isHostOnly ? url.host : said.domain,
      path: said.path ?? folderOf(url),
    };
  };
  /** 16: a cookie that is not secure overlays none that is. */
  const overlays = (kept: Kept, url: Url): boolean =>
    !kept.secure &&
    !isTrustworthy(url) &&
    jar.some(
      (other) =>
        other.secure &&
        other.name === kept.name &&
        isBelow(kept.path, other.path) &&
        [kept, other].some(({ domain }) =>
          [kept, other].every((each) => `.${each.domain}`.endsWith(`.${domain}`)),
        ),
    );
  const isSame = (one: Kept, other: Kept): boolean =>
    one.name === other.name &&
    one.domain === other.domain &&
    one.isHostOnly === other.isHostOnly &&
    one.path === other.path &&
    one.partitioned === other.partitioned;
  return {
    take(client, urls, headers) {
      const url = urls.at(-1)!;
      const now = new Date().getTime();
      for (const [name, value] of headers) {
        const said = name.toLowerCase() === 'set-cookie' ? parseSetCookie(value, now, rules) : null;
        const partitioned =
          said?.partitioned === true || (rules.partitionsOtherSites && isThirdParty(client, url));
        const found = said && keptOf(said, url);
        const kept = found && { ...found, partitioned };
        if (!kept || breaksPrefix(kept, rules.hostSaysPath ? said.path : kept.path) || overlays(kept, url))
          continue;
        if (!isStored(said, client, urls, rules)) continue;
        // 23, 24: it takes the place of the same one, whose age it has.
        const replaced = jar.find((other) => isSame(other, kept));
        const isInPlace = replaced && (rules.keepsAge || replaced.value === kept.value);
        const others = isInPlace ? jar : [...jar.filter((other) => other !== replaced), kept];
        jar = others.map((other) => (other === replaced ? kept : other));
        jar = jar.filter(({ expires }) => expires > now);
      }
    },
    give(client, urls) {
      const url = urls.at(-1)!;
      const sent = jar
        .filter(
          (each) =>
            (each.isHostOnly ? url.host === each.domain : isWithin(url, each.domain)) &&
            isBelow(pathOf(url), each.path) &&
            isSent(each, client, urls, rules),
        )
        // Section 5.8.3, 4: the longest path first, and then the oldest.
        .sort((one, other) => other.path.length - one.path.length);
      return sent.length === 0
        ? null
        : sent.map(({ name, value }) => (name === '' ? value : `${name}=${value}`)).join('; ');
    },
  };
}
