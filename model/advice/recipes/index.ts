import { apache } from './apache';
import { azureBlob, gcs, r2, s3 } from './buckets';
import { bunny } from './bunny';
import { caddy } from './caddy';
import { cloudfront } from './cloudfront';
import { envoy } from './envoy';
import { express } from './express';
import { fastify } from './fastify';
import { haproxy } from './haproxy';
import { icecast } from './icecast';
import { nginx } from './nginx';
import { cloudflarePages, netlify } from './pages';
import { checkWish, type Wish, type Writer, type Written } from './recipe';
import { traefik } from './traefik';
import { varnish } from './varnish';
import { vercel } from './vercel';

export interface Recipe {
  /** As its maker spells it. */
  readonly product: string;
  /** The versions that specs run it on; null if it is by documentation alone. */
  readonly provenOn: string | null;
  /**
   * Configuration that sends exactly one `Access-Control-Allow-Origin` line in every answer, errors and preflights too:
   * `*`, or the origin that asks if it is in the list, and `Vary: Origin` where it depends on who asks.
   * @throws Error if what is wished is unsafe, or cannot be written safely; see {@link checkWish}
   */
  readonly write: (wish: Wish) => Written;
}

const recipe = (product: string, provenOn: string | null, writer: Writer): Recipe => ({
  product,
  provenOn,
  write: (wish) => writer(checkWish(wish)),
});

export const recipes = {
  nginx: recipe('nginx', '1.22.1', nginx),
  apache: recipe('Apache', '2.4.71', apache),
  caddy: recipe('Caddy', '2.6.2', caddy),
  haproxy: recipe('HAProxy', '2.6.12', haproxy),
  varnish: recipe('Varnish', '7.1.1', varnish),
  icecast: recipe('Icecast', '2.4.4', icecast),
  express: recipe('Express', '5.3.0 with cors 2.8.6', express),
  fastify: recipe('Fastify', null, fastify),
  s3: recipe('Amazon S3', 's3rver 4.0.4', s3),
  cloudfront: recipe('Amazon CloudFront', null, cloudfront),
  r2: recipe('Cloudflare R2', null, r2),
  gcs: recipe('Google Cloud Storage', null, gcs),
  'azure-blob': recipe('Azure Blob Storage', null, azureBlob),
  traefik: recipe('Traefik', null, traefik),
  envoy: recipe('Envoy', null, envoy),
  netlify: recipe('Netlify', null, netlify),
  'cloudflare-pages': recipe('Cloudflare Pages', null, cloudflarePages),
  vercel: recipe('Vercel', null, vercel),
  bunny: recipe('Bunny', null, bunny),
} as const satisfies Readonly<Record<string, Recipe>>;

/** A product that there is a recipe for. */
export type ServerName = keyof typeof recipes;
