import { asJson } from './as-json';
import type { Writer } from './recipe';
import { wantsPreflight } from './wished-lines';

const items = (Items: readonly string[]) => ({ Quantity: Items.length, Items });

/** A response headers policy; by documentation. */
export const cloudfront: Writer = (wish) => ({
  says: 'Write it to cors-policy.json, run aws cloudfront create-response-headers-policy --response-headers-policy-config file://cors-policy.json, and attach the policy to the cache behavior of the songs.',
  file: 'cors-policy.json',
  blocks: [
    {
      where: 'the whole of it',
      text: asJson({
        Name: 'cors-of-songs',
        CorsConfig: {
          AccessControlAllowOrigins: items(wish.origins === '*' ? ['*'] : wish.origins),
          // It wants one at least.
          AccessControlAllowHeaders: items(wish.requestHeaders.length > 0 ? wish.requestHeaders : ['Range']),
          AccessControlAllowMethods: items(['GET', 'HEAD']),
          AccessControlAllowCredentials: wish.credentials,
          ...(wish.exposeHeaders.length > 0 && { AccessControlExposeHeaders: items(wish.exposeHeaders) }),
          OriginOverride: true,
        },
      }),
    },
  ],
  note: wantsPreflight(wish)
    ? 'The behavior must allow OPTIONS, and the origin behind answers it: allow it there too. Afterwards make an invalidation: kept answers have no header.'
    : 'Afterwards make an invalidation: kept answers have no header.',
});
