import { corsOptions } from './javascript';
import type { Writer } from './recipe';

/** With the plugin `@fastify/cors`: no spec runs it, and Fastify 5.12.8 with version 11.4.3 passed the same questions. */
export const fastify: Writer = (wish) => ({
  says: 'It goes before the routes and @fastify/static.',
  file: 'app.js',
  blocks: [
    {
      where: 'right after const app = fastify()',
      text: ["app.register(require('@fastify/cors'), {", ...corsOptions(wish), '});'].join('\n'),
    },
  ],
  note: 'Needs the package: npm install @fastify/cors; in a module, import it.',
});
