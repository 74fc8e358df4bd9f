import type { HeaderLine } from '../../http/headers';
import type { ServerName } from './index';

/** A product that seems to have answered. */
interface Guess {
  readonly server: ServerName;
  /** The header line that says so. */
  readonly because: HeaderLine;
}

/** What speaks for a product: a header line with this name, and a value that matches. */
interface Sign {
  readonly server: ServerName;
  readonly name: RegExp;
  readonly value?: RegExp;
}

const server = (name: ServerName, value: RegExp): Sign => ({ server: name, name: /^server$/, value });

/** Networks that stand before everything else. */
const networks: readonly Sign[] = [
  { server: 'cloudfront', name: /^x-amz-cf-(id|pop)$/ },
  { server: 'cloudfront', name: /^via$/, value: /\.cloudfront\.net\b/i },
  { server: 'bunny', name: /^cdn-pullzone$/ },
  server('bunny', /^BunnyCDN\b/i),
  { server: 'vercel', name: /^x-vercel-id$/ },
  server('vercel', /^Vercel$/i),
  { server: 'netlify', name: /^x-nf-request-id$/ },
  server('netlify', /^Netlify\b/i),
];

/** Proxies add themselves to `Via`, the outermost last. */
const proxies: readonly (readonly [server: ServerName, pseudonym: RegExp])[] = [
  ['caddy', /\bCaddy\b/i],
  ['varnish', /\bvarnish\b/i],
  ['envoy', /\benvoy\b/i],
  ['haproxy', /\bhaproxy\b/i],
  ['traefik', /\btraefik\b/i],
  ['nginx', /\b(nginx|openresty)\b/i],
  ['apache', /\bApache\b/i],
];

/** A cache keeps the `Server` of the one behind it, while others put their own in its place. */
const caches: readonly Sign[] = [{ server: 'varnish', name: /^x-varnish$/ }];

const servers: readonly Sign[] = [
  server('nginx', /^(nginx|openresty|tengine)\b/i),
  server('apache', /^Apache\b/i),
  server('caddy', /^Caddy\b/i),
  server('envoy', /^(istio-)?envoy\b/i),
  server('icecast', /^Icecast\b/i),
  { server: 'envoy', name: /^x-envoy-/ },
];

/** What the servers above let through from behind. */
const behind: readonly Sign[] = [
  { server: 'express', name: /^x-powered-by$/, value: /^Express\b/i },
  { server: 'icecast', name: /^icy-(name|metaint|br|pub)$/ },
  server('azure-blob', /^Windows-Azure-Blob\b/i),
  { server: 'azure-blob', name: /^x-ms-(blob-type|request-id|version)$/ },
  server('gcs', /^UploadServer$/i),
  { server: 'gcs', name: /^x-goog-(hash|generation|storage-class|stored-content-length)$/ },
  server('s3', /^AmazonS3$/i),
  { server: 's3', name: /^x-amz-(id-2|request-id|version-id|storage-class)$/ },
];

const find = (headers: readonly HeaderLine[], signs: readonly Sign[]): Guess[] =>
  signs.flatMap(({ server, name, value }) =>
    headers
      .filter(([key, text]) => name.test(key.toLowerCase()) && (value?.test(text) ?? true))
      .map((because) => ({ server, because })),
  );

/** Fastly is a Varnish that nobody configures by a file of their own. */
const isFastly = (headers: readonly HeaderLine[]): boolean =>
  headers.some(([name, value]) => name.toLowerCase() === 'x-served-by' && value.startsWith('cache-'));

const findInVia = (headers: readonly HeaderLine[]): Guess[] =>
  headers
    .filter(([name]) => name.toLowerCase() === 'via')
    .flatMap((because) =>
      because[1]
        .split(',')
        .flatMap((entry) =>
          proxies.filter(([, pseudonym]) => pseudonym.test(entry)).map(([server]) => ({ server, because })),
        ),
    )
    .reverse();

/** Cloudflare stands before servers of all kinds, and hides their names: of those that nothing else tells, a bucket is the likeliest for songs. */
const behindCloudflare: readonly Sign[] = [{ server: 'r2', name: /^cf-ray$/ }];

/** What seems to have answered, and what seems to stand behind it. */
export interface Recognised extends Guess {
  /** The others, the nearest first; not empty if this one is a proxy. */
  readonly behind: readonly Guess[];
}

/**
 * Guesses the product from the headers of an answer: the outermost that there is a recipe for, since what it sends is
 * what browsers get.
 * @returns null if no line tells
 */
export function recognise(headers: readonly HeaderLine[]): Recognised | null {
  const own = [
    ...find(headers, networks),
    ...findInVia(headers),
    ...find(headers, caches),
    ...find(headers, servers),
    ...find(headers, behind),
  ].filter(({ server }) => server !== 'varnish' || !isFastly(headers));
  const all = own.length > 0 ? own : find(headers, behindCloudflare);
  const [first, ...others] = all.filter(
    ({ server }, i) => all.findIndex((each) => each.server === server) === i,
  );
  return first ? { ...first, behind: others } : null;
}
