import type { Writer } from './recipe';
import { linesBesides, linesOfOneServer, wantsPreflight } from './wished-lines';

/** An origin as a pattern that matches it alone. */
const patternOf = (origin: string): string => `^${origin.replace(/[.[\]]/g, '\\$&')}$`;

/** `always`, or errors have no header. The lines of a server behind are in another table, and are taken out of that one. */
export const apache: Writer = (wish) => {
  const { origins, proxied } = wish;
  const list = origins !== '*';
  const condition = list ? ' env=ALLOWED_ORIGIN' : '';
  const lines = [
    ...(list ? origins.map((origin) => `SetEnvIf Origin "${patternOf(origin)}" ALLOWED_ORIGIN=$0`) : []),
    ...(proxied ? linesOfOneServer.map((name) => `Header onsuccess unset ${name}`) : []),
    `Header always set Access-Control-Allow-Origin "${list ? '%{ALLOWED_ORIGIN}e' : '*'}"${condition}`,
    ...(list ? ['Header always merge Vary Origin'] : []),
    ...linesBesides(wish).map(([name, value]) => `Header always set ${name} "${value}"${condition}`),
    ...(wantsPreflight(wish)
      ? [
          'RewriteEngine On',
          'RewriteCond %{REQUEST_METHOD} =OPTIONS',
          'RewriteCond %{HTTP:Access-Control-Request-Method} .',
          'RewriteRule ^ - [R=204,L]',
        ]
      : []),
  ];
  const modules = [
    'headers',
    ...(list ? ['setenvif'] : []),
    ...(wantsPreflight(wish) ? ['rewrite'] : []),
  ].join(' ');
  return {
    says: 'It goes into the VirtualHost that serves the songs, in place of the Access-Control lines that are there and in .htaccess files.',
    file: 'httpd.conf',
    blocks: [{ where: 'in the VirtualHost that serves the songs', text: lines.join('\n') }],
    note: `The modules must be there: a2enmod ${modules}. A "Header set" without always beside these sends a second line.`,
  };
};
