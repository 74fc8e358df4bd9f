import { apacheSetting } from './apache';
import type { BrokenFile } from './nginx-files';
import type { Place } from './start-server';

/** The VirtualHost of `specs/servers-real/apache.ts` with lines in it, and lines before it. */
const whole = (place: Place, lines: string, before = ''): BrokenFile => {
  const { files } = apacheSetting('', place, lines);
  const text = files['httpd.conf']!.replace('<VirtualHost', `${before}\n<VirtualHost`);
  const other = `<VirtualHost *:${place.port}>
    ServerName other.example
    Header set Access-Control-Allow-Origin https://other.example
</VirtualHost>
`;
  return { text: `${text.replace(/<VirtualHost[^>]*>/, '$&\n    ServerName 127.0.0.1')}${other}` };
};

/** By what is wrong with them. */
export const apacheFiles: Readonly<Record<string, (place: Place) => BrokenFile>> = {
  'no header line': (place) => whole(place, '    Header always set X-Frame-Options DENY'),
  'a line that errors lack, and one for a folder': (place) =>
    whole(
      place,
      `    <IfModule mod_headers.c>
        Header set Access-Control-Allow-Origin "*"
        Header set Access-Control-Allow-Credentials true
    </IfModule>
    <Directory "${place.songs}">
        Header always append Access-Control-Allow-Origin \\
            "*"
        Options -Indexes
    </Directory>`,
    ),
  'a line for all servers': (place) =>
    whole(
      place,
      '    RewriteEngine On\n    RewriteRule ^/old/(.*)$ /$1 [R=301,L]',
      'Header set Access-Control-Allow-Origin "*"',
    ),
  'a pattern without anchors, and a variable of the same name': (place) =>
    whole(
      place,
      `    SetEnvIf Origin "app.example" ALLOWED_ORIGIN=$0
    Header always set Access-Control-Allow-Origin "%{ALLOWED_ORIGIN}e" env=ALLOWED_ORIGIN`,
    ),
};

/** The same before a server behind. */
export const apacheProxyFiles: Readonly<Record<string, (place: Place) => BrokenFile>> = {
  'a proxy that adds a second line': (place) =>
    whole(place, '    Header always set Access-Control-Allow-Origin "*"'),
};
