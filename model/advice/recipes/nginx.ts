import { indent } from './indent';
import type { Block, Writer } from './recipe';
import { linesBesides, linesOfOneServer, wantsPreflight } from './wished-lines';

/** The longest key that a `map` takes without a larger `map_hash_bucket_size`, on processors with cache lines of 64 bytes. */
const longestKey = 46;

/** A key of a `map`: the origin letter by letter, or, where that is too long, as a pattern, which is not hashed. */
const keyOf = (origin: string): string =>
  origin.length <= longestKey ? `"${origin}"` : `"~^${origin.replace(/[.[\]]/g, '\\$&')}$"`;

const allowList = (origins: readonly string[]): Block => ({
  where: 'in http { … }, beside its server blocks',
  text: [
    'map $http_origin $allowed_origin {',
    ...indent(['default "";', ...origins.map((origin) => `${keyOf(origin)} "${origin}";`)]),
    '}',
  ].join('\n'),
});

const add = (name: string, value: string): string => `add_header ${name} ${value} always;`;

/**
 * `always`, or errors have no header. With it nginx sends two lines in the 416 that it makes itself, so that answer
 * comes from a location of its own, whose `add_header` keeps it from inheriting another line.
 */
export const nginx: Writer = (wish) => {
  const { origins, proxied } = wish;
  const location = [
    ...(proxied ? linesOfOneServer.map((name) => `proxy_hide_header ${name};`) : []),
    add('Access-Control-Allow-Origin', origins === '*' ? '*' : '$allowed_origin'),
    ...(origins === '*' ? [] : [add('Vary', 'Origin')]),
    ...linesBesides(wish).map(([name, value]) => add(name, `"${value}"`)),
    'error_page 416 = @range_not_satisfiable;',
    // A block without an add_header of its own inherits all of the above.
    ...(wantsPreflight(wish) ? ['if ($request_method = OPTIONS) {', '  return 204;', '}'] : []),
  ];
  return {
    says: 'It goes into the location that serves the songs, in place of the Access-Control lines that are there.',
    file: 'nginx.conf',
    blocks: [
      ...(origins === '*' ? [] : [allowList(origins)]),
      { where: 'in the location that serves the songs', text: location.join('\n') },
      {
        where: 'in the server block, beside that location',
        text: [
          'location @range_not_satisfiable {',
          ...indent(['add_header X-None "";', 'return 416;']),
          '}',
        ].join('\n'),
      },
    ],
    note: 'A location or an if inside it with an add_header of its own inherits none of these: repeat them there, and in a location that serves error pages or redirects.',
  };
};
