import { expect, test } from '@playwright/test';
import type { HeaderLine } from '../../model/http/headers';
import { recognise } from '../../model/advice/recipes/recognise';

/** Heads of answers, and the products from the outermost on. */
const heads: readonly (readonly [products: string, head: string])[] = [
  ['nginx', 'Server: nginx/1.22.1'],
  ['nginx', 'Server: openresty'],
  ['apache', 'Server: Apache/2.4.71 (Debian)'],
  ['caddy', 'Server: Caddy'],
  ['icecast', 'Server: Icecast 2.4.4\nicy-name: lab'],
  ['express', 'X-Powered-By: Express'],
  ['varnish express', 'X-Powered-By: Express\nX-Varnish: 32770\nAge: 0\nVia: 1.1 varnish (Varnish/7.1)'],
  ['varnish nginx', 'Server: nginx\nX-Varnish: 5'],
  ['caddy nginx', 'Server: nginx\nVia: 1.1 Caddy'],
  ['apache varnish', 'Via: 1.1 varnish, 1.1 host (Apache/2.4)\nX-Varnish: 5'],
  ['nginx s3', 'Server: nginx\nx-amz-request-id: 4442587FB7D0A2F9'],
  ['s3', 'Server: AmazonS3\nx-amz-id-2: abc'],
  [
    'cloudfront s3',
    'Server: AmazonS3\nX-Cache: Hit from cloudfront\nVia: 1.1 abc.cloudfront.net (CloudFront)\nX-Amz-Cf-Id: abc==',
  ],
  ['bunny', 'Server: BunnyCDN-DE1-1081\nCDN-PullZone: 1234'],
  ['vercel', 'server: Vercel\nx-vercel-id: fra1::abc'],
  ['netlify', 'Server: Netlify\nX-NF-Request-ID: 01J'],
  ['gcs', 'Server: UploadServer\nx-goog-hash: crc32c=abc=='],
  ['azure-blob', 'Server: Windows-Azure-Blob/1.0 Microsoft-HTTPAPI/2.0\nx-ms-blob-type: BlockBlob'],
  ['envoy express', 'server: envoy\nx-envoy-upstream-service-time: 3\nX-Powered-By: Express'],
  ['envoy', 'server: istio-envoy'],
  ['r2', 'Server: cloudflare\nCF-Ray: 8a-FRA'],
  ['express', 'Server: cloudflare\nCF-Ray: 8a-FRA\nX-Powered-By: Express'],
  ['', 'Via: 1.1 varnish\nX-Served-By: cache-fra-1'],
  ['', 'Content-Type: audio/mpeg'],
  ['', 'X-Server: nginx'],
];

const linesOf = (head: string): HeaderLine[] =>
  head.split('\n').map((line) => {
    const at = line.indexOf(': ');
    return [line.slice(0, at), line.slice(at + 2)];
  });

for (const [products, head] of heads)
  test(`${head.split('\n').join(', ')} is taken for ${products === '' ? 'nothing' : products}`, () => {
    const found = recognise(linesOf(head));
    const all = found ? [found, ...found.behind] : [];
    expect(all.map(({ server }) => server).join(' ')).toBe(products);
    for (const { because } of all) expect(linesOf(head)).toContainEqual(because);
  });
