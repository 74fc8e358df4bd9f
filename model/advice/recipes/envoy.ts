import { indent } from './indent';
import type { Wish, Writer, Block } from './recipe';
import { linesBesides, linesOfOneServer, wantsPreflight } from './wished-lines';

const line = (name: string, value: string, action: string): string =>
  `- { header: { key: "${name}", value: "${value}" }, append_action: ${action} }`;

/** The filter would answer a wildcard with the origin that asks, and without `Vary`: fixed lines are said instead. */
const forEverybody = (wish: Wish): Block[] => [
  {
    where: 'in the virtual host',
    text: [
      'response_headers_to_remove: ["Access-Control-Allow-Credentials"]',
      'response_headers_to_add:',
      line('Access-Control-Allow-Origin', '*', 'OVERWRITE_IF_EXISTS_OR_ADD'),
      ...linesBesides(wish).map(([name, value]) => line(name, value, 'OVERWRITE_IF_EXISTS_OR_ADD')),
    ].join('\n'),
  },
  ...(wantsPreflight(wish)
    ? [
        {
          where: 'first in the routes of the virtual host',
          text: [
            '- match:',
            '    prefix: "/"',
            '    headers: [{ name: ":method", string_match: { exact: "OPTIONS" } }]',
            '  direct_response: { status: 204 }',
          ].join('\n'),
        },
      ]
    : []),
];

const policy = 'type.googleapis.com/envoy.extensions.filters.http.cors.v3';

const forSome = (wish: Wish, origins: readonly string[]): Block[] => [
  {
    where: 'first in http_filters',
    text: ['- name: envoy.filters.http.cors', `  typed_config: { "@type": "${policy}.Cors" }`].join('\n'),
  },
  {
    where: 'in the virtual host',
    text: [
      `response_headers_to_remove: [${linesOfOneServer.map((name) => `"${name}"`).join(', ')}]`,
      'response_headers_to_add:',
      line('Vary', 'Origin', 'APPEND_IF_EXISTS_OR_ADD'),
      'typed_per_filter_config:',
      '  envoy.filters.http.cors:',
      `    "@type": "${policy}.CorsPolicy"`,
      '    allow_origin_string_match:',
      ...indent(indent(origins.map((origin) => `- exact: "${origin}"`))),
      '    allow_methods: "GET, HEAD"',
      ...(wish.requestHeaders.length > 0 ? [`    allow_headers: "${wish.requestHeaders.join(', ')}"`] : []),
      ...(wish.exposeHeaders.length > 0 ? [`    expose_headers: "${wish.exposeHeaders.join(', ')}"`] : []),
      ...(wish.credentials ? ['    allow_credentials: true'] : []),
    ].join('\n'),
  },
];

/** The filter does nothing without the policy, nor the policy without the filter; by documentation. */
export const envoy: Writer = (wish) => ({
  says: 'It goes into the listener and the virtual host that serve the songs.',
  file: 'envoy.yaml',
  blocks: wish.origins === '*' ? forEverybody(wish) : forSome(wish, wish.origins),
  note: 'From Envoy 1.24 on. Lists of the same names that are there already are to be joined with these.',
});
