import { indent } from './indent';
import type { Wish } from './recipe';

const quote = (text: string): string => `'${text}'`;
const list = (texts: readonly string[]): string => `[${texts.map(quote).join(', ')}]`;

/** The options that `cors` and `@fastify/cors` have in common, line by line. An origin in a list is compared letter by letter. */
export const corsOptions = ({ origins, credentials, requestHeaders, exposeHeaders }: Wish): string[] =>
  indent([
    `origin: ${origins === '*' ? quote('*') : list(origins)},`,
    `methods: ${list(['GET', 'HEAD'])},`,
    // Without it, both allow whatever a preflight asks for.
    `allowedHeaders: ${list(requestHeaders)},`,
    ...(exposeHeaders.length > 0 ? [`exposedHeaders: ${list(exposeHeaders)},`] : []),
    ...(credentials ? ['credentials: true,'] : []),
  ]);
