import { indent } from './indent';
import type { Writer } from './recipe';
import { fixedOrigin, linesBesides } from './wished-lines';

/** `_headers`, which holds fixed lines alone; by documentation. */
const headersFile =
  (product: string, code: string): Writer =>
  (wish) => {
    const origin = fixedOrigin(wish);
    const cannot =
      origin === null
        ? 'sends one fixed origin, and these are several'
        : wish.requestHeaders.length > 0
          ? 'answers no preflight, which this header needs'
          : null;
    if (origin === null || cannot !== null)
      return {
        says: `_headers of ${product} ${cannot ?? ''}: ${code} in front of the songs can.`,
        file: '_headers',
        blocks: [],
      };
    const lines = [['Access-Control-Allow-Origin', origin] as const, ...linesBesides(wish)];
    return {
      says: 'It goes into the file _headers in the folder that is deployed; name the path of your songs.',
      file: '_headers',
      blocks: [
        {
          where: 'at its end',
          text: ['/*', ...indent(lines.map(([name, value]) => `${name}: ${value}`))].join('\n'),
        },
      ],
      note: 'It is not applied to what a function or a proxy rule answers, and two rules for one path send two values.',
    };
  };

export const netlify = headersFile('Netlify', 'an edge function');
export const cloudflarePages = headersFile('Cloudflare Pages', 'a Pages Function (functions/_middleware.js)');
