import { isAllowedToPlay } from './allowed-to-play';
import type { Policies } from './content-security-policy';
import { hasDirective, isSandboxed, parsePolicies, parsePolicy } from './content-security-policy';
import type { ExchangeCase, MadeDocument } from './exchange-case';
import { stripWhitespace } from '../http/headers';
import { usualAddressSpace, type AddressSpace } from './ip-address-space';
import type { LocalNetworkPermission } from './local-network-permission';
import { referrerPolicyOf, type ReferrerPolicy } from './referrer-policy';
import { isTrustworthy, parseUrl, type Url } from '../http/url';
import type { WorkerScript } from './worker-script';

/** The page that fetches, as its policies leave it: its environment settings object. */
export interface Client {
  /** Where the page came from; null if that is not known. */
  readonly url: Url | null;
  /** Serialized; `null` where it is opaque. */
  readonly origin: string;
  readonly policies: Policies;
  /** https://html.spec.whatwg.org/multipage/browsers.html#coep; null for `unsafe-none` */
  readonly embedderPolicy: 'require-corp' | 'credentialless' | null;
  readonly upgradesInsecureRequests: boolean;
  /** https://wicg.github.io/local-network-access/#policy-container-ip-address-space */
  readonly addressSpace: AddressSpace;
  /** What the person lets the page do; in a frame, what its `allow` hands on of it. */
  readonly permissions: readonly LocalNetworkPermission[];
  /** Whether its media elements and its AudioContext may begin to sound. */
  readonly isAllowedToPlay: boolean;
  /** What it is known by to those it asks; none where its origin is opaque, or where it is absent. */
  readonly referrer?: Url | null;
  /** That of the page; the default where it is absent. */
  readonly referrerPolicy?: ReferrerPolicy | undefined;
  /** The service worker that controls the page. */
  readonly worker?: WorkerScript;
}

type Page = ExchangeCase['page'];

/** Whether the tokens of a `sandbox` attribute take the page's origin away. */
const takesOrigin = (sandbox: boolean | string): boolean =>
  typeof sandbox === 'boolean' ? sandbox : !/(^|\s)allow-same-origin(\s|$)/i.test(sandbox);

/** A token and what may follow it, as structured fields have them (https://www.rfc-editor.org/rfc/rfc9651#section-3.3). */
const bareItem = String.raw`(?:"(?:[ !#-\[\]-~]|\\[\\"])*"|[a-zA-Z*][\w!#$%&'*+\-.^\x60|~:/]*|-?\d{1,12}\.\d{1,3}|@?-?\d{1,15}|\?[01]|:(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2,3})?={0,2}:|%"(?:[ !#$&-~]|%[\da-f]{2})*")`;
const tokenItem = new RegExp(
  String.raw`^ *(require-corp|credentialless)(?:; *[a-z*][a-z0-9_\-.*]*(?:=${bareItem})?)* *$`,
);

/**
 * https://html.spec.whatwg.org/multipage/browsers.html#obtain-an-embedder-policy: a token with parameters, which pages
 * that did not come by a trustworthy way cannot have.
 */
function embedderPolicyOf(header: string | null | undefined, url: Url | null): Client['embedderPolicy'] {
  const found = header && url && isTrustworthy(url) ? tokenItem.exec(stripWhitespace(header)) : null;
  return (found?.[1] ?? null) as Client['embedderPolicy'];
}

/**
 * Both policies of a page, which each request must pass: what a `Document-Isolation-Policy`
 * (https://wicg.github.io/document-isolation-policy/) asks of loads is what an embedder policy does.
 */
function isolationOf({ coep, documentIsolationPolicy }: Page, url: Url | null): Client['embedderPolicy'] {
  const own = embedderPolicyOf(coep, url);
  const isolated = /^\s*isolate-and-(.*)$/s.exec(documentIsolationPolicy ?? '')?.[1];
  const other = embedderPolicyOf(isolated, url);
  return own === 'require-corp' ? own : (other ?? own);
}

/**
 * Whether the document that loads has a URL that its referrer comes from: that of a `srcdoc` is its container's
 * (https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer, 3), and a local scheme is no referrer.
 */
const hasReferrer = (made: readonly MadeDocument[]): boolean => made.every((kind) => kind === 'srcdoc');

/**
 * The page of an exchange, or the document that it made: such a one has the policy container of what made it
 * (https://html.spec.whatwg.org/multipage/browsers.html#determining-navigation-params-policy-container), and its origin or an
 * opaque one (https://html.spec.whatwg.org/multipage/browsers.html#determining-the-origin).
 */
export function clientOf(page: Page): Client {
  const { origin, csp, cspMeta, sandbox } = page;
  const made = page.documents ?? [];
  const ofHeader = csp ? parsePolicies(csp) : [];
  const policies = [...ofHeader, ...(cspMeta ?? []).map(parsePolicy)];
  const url = parseUrl(origin);
  // A `sandbox` in a `<meta>` counts for nothing.
  const opaque = made.includes('data') || takesOrigin(sandbox ?? false) || isSandboxed(ofHeader);
  return {
    url,
    origin: opaque ? 'null' : (url?.origin ?? 'null'),
    policies,
    embedderPolicy: isolationOf(page, url),
    upgradesInsecureRequests: hasDirective(policies, 'upgrade-insecure-requests'),
    addressSpace: page.addressSpace ?? usualAddressSpace(url),
    permissions: page.permissions ?? [],
    isAllowedToPlay: isAllowedToPlay(page),
    // https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer, 3.
    referrer: opaque || !url || !hasReferrer(made) ? null : parseUrl(page.path ?? '/', url),
    referrerPolicy: referrerPolicyOf([['Referrer-Policy', page.referrerPolicy ?? '']]),
    ...(page.serviceWorker && { worker: page.serviceWorker }),
  };
}
