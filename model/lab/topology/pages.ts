import type { WorkerKind } from './workers';
import type { LocalNetworkPermission } from '../../standards/local-network-permission';
import type { UserActivation } from '../../standards/user-activation';
import {
  hostName,
  originOf,
  publicHost,
  publicPorts,
  serverSpec,
  type Domain,
  type Ports,
  type Scheme,
} from './topology';

/**
 * A page of the lab: the document that loads the audio, with its origin and its own policies. The site serves
 * page `id` at `/lab/<id>`.
 */
interface PageSpec {
  readonly title: string;
  readonly server: 'player' | 'evil';
  readonly scheme: Scheme;
  readonly domain: Domain;
  /**
   * How the page comes to be open. `default-port`: at port 80 or 443, which the browser is told to map to the
   * lab's port. `sandboxed-frame`: in `<iframe sandbox="allow-scripts">`. `cross-origin-frame`: in a frame of a page of the
   * same site. `file`: from the local disk.
   */
  readonly opened: 'by-name' | 'by-ip' | 'default-port' | 'sandboxed-frame' | 'cross-origin-frame' | 'file';
  /** The browser is told that the page is at a public address; all else of the lab is on its own machine. */
  readonly isPublic?: true;
  /** What the person permits the page. */
  readonly permissions?: readonly LocalNetworkPermission[];
  /** Where a person clicks once it is open; absent where the browser is told that sound may begin without. */
  readonly userActivation?: UserActivation;
  /** The `allow` attribute of the frame that it is in. */
  readonly allow?: 'autoplay';
  /** The page's Permissions-Policy. */
  readonly permissionsPolicy?: 'autoplay=()';
  /** The page's Content-Security-Policy. */
  readonly csp?: string;
  /** The page's Cross-Origin-Embedder-Policy. */
  readonly coep?: 'require-corp' | 'credentialless';
  /** The service worker that controls the page. */
  readonly worker?: WorkerKind;
}

/** A page in a browser that lets sound begin as it ships, after a click. */
const autoplaying = (title: string, more: Partial<PageSpec>): PageSpec => ({
  title,
  server: 'player',
  scheme: 'http',
  domain: 'test',
  opened: 'by-name',
  ...more,
});
const inFrame = { opened: 'cross-origin-frame' } as const;

const pages = {
  http: {
    title: 'the player over http',
    server: 'player',
    scheme: 'http',
    domain: 'test',
    opened: 'by-name',
  },
  https: {
    title: 'the player over https',
    server: 'player',
    scheme: 'https',
    domain: 'test',
    opened: 'by-name',
  },
  'http-localhost': {
    title: 'the player at a name under .localhost',
    server: 'player',
    scheme: 'http',
    domain: 'localhost',
    opened: 'by-name',
  },
  'by-ip': {
    title: 'the player opened by its IP address',
    server: 'player',
    scheme: 'http',
    domain: 'test',
    opened: 'by-ip',
  },
  'default-port': {
    title: 'the player on port 80',
    server: 'player',
    scheme: 'http',
    domain: 'test',
    opened: 'default-port',
  },
  'https-default-port': {
    title: 'the player on port 443',
    server: 'player',
    scheme: 'https',
    domain: 'test',
    opened: 'default-port',
  },
  'public-http': {
    title: 'the player at a public address, over http',
    server: 'player',
    scheme: 'http',
    domain: 'test',
    opened: 'by-name',
    isPublic: true,
  },
  'public-https': {
    title: 'the player at a public address',
    server: 'player',
    scheme: 'https',
    domain: 'test',
    opened: 'by-name',
    isPublic: true,
  },
  'public-permitted': {
    title: 'the player at a public address, permitted to ask the local network',
    server: 'player',
    scheme: 'https',
    domain: 'test',
    opened: 'by-name',
    isPublic: true,
    permissions: ['local-network-access'],
  },
  sandboxed: {
    title: 'the player in a sandboxed frame',
    server: 'player',
    scheme: 'http',
    domain: 'test',
    opened: 'sandboxed-frame',
  },
  file: {
    title: 'the player opened from a file',
    server: 'player',
    scheme: 'http',
    domain: 'test',
    opened: 'file',
  },
  evil: { title: "somebody else's page", server: 'evil', scheme: 'https', domain: 'test', opened: 'by-name' },
  'evil-sandboxed': {
    title: "a sandboxed frame in somebody else's page",
    server: 'evil',
    scheme: 'https',
    domain: 'test',
    opened: 'sandboxed-frame',
  },
  'csp-script-self': {
    title: 'the player with a policy against foreign scripts',
    server: 'player',
    scheme: 'http',
    domain: 'test',
    opened: 'by-name',
    csp: "script-src 'self'",
  },
  'csp-media-self': {
    title: 'the player with a policy against foreign media',
    server: 'player',
    scheme: 'http',
    domain: 'test',
    opened: 'by-name',
    csp: "media-src 'self'; connect-src 'self'",
  },
  'csp-cdn': {
    title: 'the player with a policy that lets in one CDN',
    server: 'player',
    scheme: 'http',
    domain: 'test',
    opened: 'by-name',
    csp: "default-src 'self'; media-src 'self' cdn.test:*; connect-src 'self' cdn.test:*",
  },
  'csp-cdn-blob': {
    title: 'the player with a policy that lets in one CDN, and what script has made',
    server: 'player',
    scheme: 'http',
    domain: 'test',
    opened: 'by-name',
    csp: "default-src 'self'; media-src 'self' blob: cdn.test:*; connect-src 'self' blob: cdn.test:*",
  },
  'csp-https': {
    title: 'the player with a policy that lets in https',
    server: 'player',
    scheme: 'http',
    domain: 'test',
    opened: 'by-name',
    csp: "default-src 'self'; media-src 'self' https:; connect-src 'self' https:",
  },
  'csp-default': {
    title: 'the player with a policy for everything',
    server: 'player',
    scheme: 'http',
    domain: 'test',
    opened: 'by-name',
    csp: "default-src 'self'",
  },
  'csp-sandbox': {
    title: 'the player under a sandboxing policy',
    server: 'player',
    scheme: 'http',
    domain: 'test',
    opened: 'by-name',
    csp: 'sandbox allow-scripts',
  },
  'coep-require-corp': {
    title: 'the player that requires CORP of all it embeds',
    server: 'player',
    scheme: 'https',
    domain: 'test',
    opened: 'by-name',
    coep: 'require-corp',
  },
  'coep-credentialless': {
    title: 'the player that embeds without credentials',
    server: 'player',
    scheme: 'https',
    domain: 'test',
    opened: 'by-name',
    coep: 'credentialless',
  },
  'worker-refetch': {
    title: 'the player with a service worker that fetches again',
    server: 'player',
    scheme: 'http',
    domain: 'localhost',
    opened: 'by-name',
    worker: 'refetch',
  },
  'worker-opaque': {
    title: 'the player with a service worker that answers out of a cache of opaque responses',
    server: 'player',
    scheme: 'http',
    domain: 'localhost',
    opened: 'by-name',
    worker: 'opaque',
  },
  'worker-cors': {
    title: 'the player with a service worker that fetches with CORS',
    server: 'player',
    scheme: 'http',
    domain: 'localhost',
    opened: 'by-name',
    worker: 'cors',
  },
  'worker-slice': {
    title: 'the player with a service worker that cuts ranges itself',
    server: 'player',
    scheme: 'http',
    domain: 'localhost',
    opened: 'by-name',
    worker: 'slice',
  },
  unclicked: autoplaying('the player that nobody has clicked in', { userActivation: 'none' }),
  clicked: autoplaying('the player that somebody has clicked in', { userActivation: 'page' }),
  'clicked-autoplay-off': autoplaying('the player that forbids itself autoplay, clicked', {
    userActivation: 'page',
    permissionsPolicy: 'autoplay=()',
  }),
  'framed-unclicked': autoplaying('the player in a frame with allow="autoplay" that nobody has clicked in', {
    ...inFrame,
    userActivation: 'none',
    allow: 'autoplay',
  }),
  'framed-parent-clicked': autoplaying('the player in a frame, the page around it clicked', {
    ...inFrame,
    userActivation: 'parent',
  }),
  'framed-allowed': autoplaying('the player in a frame with allow="autoplay", the page around it clicked', {
    ...inFrame,
    userActivation: 'parent',
    allow: 'autoplay',
  }),
  'framed-autoplay-off': autoplaying(
    'the player that forbids itself autoplay, in a frame with allow="autoplay", the page around it clicked',
    { ...inFrame, userActivation: 'parent', allow: 'autoplay', permissionsPolicy: 'autoplay=()' },
  ),
  'framed-clicked': autoplaying('the player in a frame, clicked', { ...inFrame, userActivation: 'page' }),
} as const satisfies Record<string, PageSpec>;

export type PageId = keyof typeof pages;
export const pageIds = Object.keys(pages) as PageId[];
export const pageSpec = (id: PageId): PageSpec => pages[id];
export const isPageId = (id: string): id is PageId => Object.hasOwn(pages, id);

/** The address part of the page's URL (scheme, host, port), as the person types it. */
export function pageBase(ports: Ports, id: PageId): string {
  const page = pageSpec(id);
  if (page.opened === 'by-ip') return `${page.scheme}://127.0.0.1:${ports[page.server][page.scheme]}`;
  if (page.isPublic)
    return `${page.scheme}://${hostName(publicHost, page.domain)}:${publicPorts[page.scheme]}`;
  if (page.opened === 'default-port') return `${page.scheme}://${page.server}.${page.domain}`;
  return originOf(ports, page.server, page.scheme, page.domain);
}

/** The page's origin, serialized: what it sends as `Origin`. Opaque origins serialize as `null`. */
export function pageOrigin(ports: Ports, id: PageId): string {
  const page = pageSpec(id);
  const opaque =
    page.opened === 'sandboxed-frame' ||
    page.opened === 'file' ||
    (page.csp ?? '').split(/\s+/)[0] === 'sandbox';
  return opaque ? 'null' : pageBase(ports, id);
}

/** The origin of a frame in the page, or of a page around it, that is of the same site and of another origin. */
export function frameBase(ports: Ports, id: PageId): string {
  const { server, scheme, domain } = pageSpec(id);
  return originOf(ports, server, scheme, domain, serverSpec(server).hosts[1]);
}
