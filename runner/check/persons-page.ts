import { version } from '../../package.json';
import { cookieLines, type SessionCookie } from '../../model/check/session-cookie';
import { getHeader, linesOf, type HeaderLine } from '../../model/http/headers';
import { shown, shownValue } from '../../model/http/shown-text';
import type { ExchangeCase } from '../../model/standards/exchange-case';
import type { AddressSpace } from '../../model/standards/ip-address-space';
import { noAnswerBy } from '../../servers/check/connection';
import { forward } from '../../servers/check/forward';
import { redirectTarget } from '../../servers/exchange/script';
import { LabFailure } from '../failures/lab-failure';
import { withoutSecrets } from '../safe-text/without-secrets';
import { policiesOf } from './page-policies';
import { beginningOf } from './read-part';

/** A page that loads are done from, and where it stands if it is a real one. */
export interface PersonsPage extends Pick<
  ExchangeCase['page'],
  'origin' | 'csp' | 'coep' | 'sandbox' | 'addressSpace' | 'permissions'
> {
  /** Where the song's server is, for a page at a public address; the page is on this machine otherwise, as the server seems to be. */
  readonly songSpace?: AddressSpace;
  /** With the policies of the real page, as header lines. */
  readonly document?: { readonly url: string; readonly policies: readonly HeaderLine[] };
}

interface Asking {
  /** The person's own lines and cookies: they go to the page's origin alone. */
  readonly headers: readonly HeaderLine[];
  readonly cookies: readonly SessionCookie[];
  /** Milliseconds for an answer, and for its body. */
  readonly patience: number;
  readonly signal: AbortSignal;
}

const mostRedirects = 20;

const isPage = (type: string | null): boolean =>
  type === null || /^\s*(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)/i.test(type);

function linesFor(url: URL, { headers, cookies }: Asking): HeaderLine[] {
  const own = { origin: url.origin };
  return [
    ['Host', url.host],
    ['Accept', 'text/html,application/xhtml+xml'],
    ['Accept-Encoding', 'identity'],
    ['User-Agent', `Mozilla/5.0 (compatible) Earshot/${version}`],
    ...headers,
    // Whoever opens a page has the cookies of its host.
    ...cookieLines(cookies, own, url.href, { credentials: 'include' }),
  ];
}

/**
 * Asks for a page as whoever opens it does, and reads what policies it has.
 * @throws LabFailure where no page comes, or one of another origin
 */
export async function readPersonsPage(href: string, asking: Asking): Promise<PersonsPage> {
  const { patience, signal } = asking;
  const fail = (why: string) =>
    new LabFailure(`Failed to open the page ${shown(withoutSecrets(href))}: ${why}`);
  const { origin } = new URL(href);
  let url = new URL(href);
  for (let asked = 0; asked <= mostRedirects; asked += 1) {
    const answer = await forward({
      ...{ method: 'GET', url, headers: linesFor(url, asking), signal, patience },
    }).catch((error: unknown) => {
      signal.throwIfAborted();
      throw fail(noAnswerBy(error).message);
    });
    const head = { status: answer.statusCode ?? 0, headers: linesOf(answer.rawHeaders) };
    const target = redirectTarget(head, url.href);
    if (!target) {
      const type = getHeader(head.headers, 'content-type');
      const encoding = getHeader(head.headers, 'content-encoding') ?? 'identity';
      const why =
        head.status >= 300 || head.status < 200
          ? `its server answers ${head.status}`
          : !isPage(type)
            ? `it is no page, but ${shownValue(type ?? '')}`
            : !/^\s*identity\s*$/i.test(encoding)
              ? `it comes in ${shownValue(encoding)}, though nobody asked for that`
              : null;
      if (why !== null) {
        answer.destroy();
        throw fail(why);
      }
      const html = (await beginningOf(answer, patience)).toString('utf8');
      signal.throwIfAborted();
      return pageWith(url, policiesOf(head.headers, html));
    }
    answer.destroy();
    if (target.origin !== origin)
      throw fail(
        `it leads to ${shownValue(withoutSecrets(target.href))}. Give that URL, or a session in which nobody has to log in`,
      );
    url = target;
  }
  throw fail('its redirects do not end');
}

function pageWith(url: URL, policies: readonly HeaderLine[]): PersonsPage {
  const values = (wanted: RegExp): string | undefined =>
    policies
      .filter(([name]) => wanted.test(name))
      .map(([, value]) => value)
      .join(', ') || undefined;
  url.hash = '';
  return {
    origin: url.origin,
    csp: values(/^content-security-policy$/i),
    coep: values(/^cross-origin-embedder-policy$/i),
    document: { url: url.href, policies },
  };
}
