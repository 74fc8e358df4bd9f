import { indent } from './indent';
import type { Writer } from './recipe';

const list = (texts: readonly string[]): string => `[${texts.map((text) => `"${text}"`).join(', ')}]`;

/** A middleware, which answers preflights itself and replaces the header of the service behind; by documentation. */
export const traefik: Writer = (wish) => ({
  says: 'It goes into the dynamic configuration; name the middleware in the router of the songs: middlewares: [cors].',
  file: 'dynamic.yml',
  blocks: [
    {
      where: 'beside the routers',
      text: [
        'http:',
        '  middlewares:',
        '    cors:',
        '      headers:',
        ...indent(
          indent(
            indent(
              indent([
                `accessControlAllowOriginList: ${list(wish.origins === '*' ? ['*'] : wish.origins)}`,
                `accessControlAllowMethods: ${list(['GET', 'HEAD'])}`,
                ...(wish.requestHeaders.length > 0
                  ? [`accessControlAllowHeaders: ${list(wish.requestHeaders)}`]
                  : []),
                ...(wish.exposeHeaders.length > 0
                  ? [`accessControlExposeHeaders: ${list(wish.exposeHeaders)}`]
                  : []),
                ...(wish.credentials ? ['accessControlAllowCredentials: true'] : []),
                ...(wish.origins === '*' ? [] : ['addVaryHeader: true']),
              ]),
            ),
          ),
        ),
      ].join('\n'),
    },
  ],
});
