import { asJson } from './as-json';
import type { Wish, Writer } from './recipe';
import { linesBesides, wantsPreflight } from './wished-lines';

const source = '/(.*)';

const rulesOf = (wish: Wish) => {
  const withOrigin = (value: string) =>
    [['Access-Control-Allow-Origin', value] as const, ...linesBesides(wish)].map(([key, value]) => ({
      key,
      value,
    }));
  if (wish.origins === '*') return [{ source, headers: withOrigin('*') }];
  return [
    { source, headers: [{ key: 'Vary', value: 'Origin' }] },
    ...wish.origins.map((origin) => ({
      source,
      // A pattern.
      has: [{ type: 'header', key: 'origin', value: `^${origin.replace(/[.[\]]/g, '\\$&')}$` }],
      headers: withOrigin(origin),
    })),
  ];
};

/** By documentation. */
export const vercel: Writer = (wish) => ({
  says: 'It goes into vercel.json; name the path of your songs as source.',
  file: 'vercel.json',
  blocks: [{ where: 'the whole of it', text: asJson({ headers: rulesOf(wish) }) }],
  ...(wantsPreflight(wish) && {
    note: 'Deployment Protection refuses preflights: add the path to its OPTIONS Allowlist.',
  }),
});
