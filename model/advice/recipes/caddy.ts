import { indent } from './indent';
import type { Writer } from './recipe';
import { linesBesides, linesOfOneServer, wantsPreflight } from './wished-lines';

const matcher = (name: string, lines: readonly string[]): string[] => [`@${name} {`, ...indent(lines), '}'];

/** Headers are set at once, not deferred: a deferred one is not sent with errors. */
export const caddy: Writer = (wish) => {
  const { origins, proxied } = wish;
  const list = origins !== '*';
  const header = list ? 'header @allowed_origin' : 'header';
  const lines = [
    ...(list
      ? [
          ...matcher(
            'allowed_origin',
            origins.map((origin) => `header Origin ${origin}`),
          ),
          'header +Vary Origin',
        ]
      : []),
    `${header} Access-Control-Allow-Origin "${list ? '{http.request.header.Origin}' : '*'}"`,
    ...linesBesides(wish).map(([name, value]) => `${header} ${name} "${value}"`),
    ...(wantsPreflight(wish)
      ? [
          ...matcher('preflight', ['method OPTIONS', 'header Access-Control-Request-Method *']),
          'respond @preflight 204',
        ]
      : []),
  ];
  return {
    says: 'It goes into the site block that serves the songs, in place of the Access-Control lines that are there.',
    file: 'Caddyfile',
    blocks: [
      { where: 'in the site block', text: lines.join('\n') },
      ...(proxied
        ? [
            {
              where: 'inside reverse_proxy { … }',
              text: linesOfOneServer.map((name) => `header_down -${name}`).join('\n'),
            },
          ]
        : []),
    ],
    ...(wantsPreflight(wish) && {
      note: 'Caddy 2. A login (basic_auth) and handle blocks come before respond: give the login a matcher "not method OPTIONS", and put the respond line into the handle block.',
    }),
  };
};
