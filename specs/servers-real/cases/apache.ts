import { apacheSetting } from '../apache';
import { pathOf } from '../program';
import type { Place, Setting } from '../start-server';
import {
  allowOrigin,
  app,
  gone,
  letsOthersIn,
  nothingWrong,
  refused,
  refusedByCors,
  type ServerCase,
} from './server-case';

interface Lines {
  /** Of CORS: a recipe takes their place. */
  readonly cors?: string;
  /** What stays. */
  readonly kept?: string;
  /** Its `.htaccess`, which counts where it is allowed to. */
  readonly htaccess?: string;
}

export const apache =
  ({ cors = '', kept = '', htaccess }: Lines) =>
  (place: Place, fix: readonly string[] | null): Setting => {
    const lines = kept
      .replaceAll('FOLDER', place.folder)
      .replaceAll('SONGS', place.songs)
      .replaceAll('PORT', String(place.port));
    const setting = apacheSetting(pathOf('apache2'), place, `${lines}\n${fix ? fix.join('\n') : cors}`);
    if (htaccess === undefined || fix) return setting;
    return { ...setting, files: { ...setting.files, 'songs/.htaccess': htaccess } };
  };

const set = (value: string, name = allowOrigin): string => `Header always set ${name} ${value}`;
const star = set('"*"');
const listed = `Header always set ${allowOrigin} "%{ALLOWED}e" env=ALLOWED\nHeader always merge Vary Origin`;
const login = `<Location "/">
AuthType Basic
AuthName songs
AuthUserFile FOLDER/users
Require valid-user
</Location>`;

export const apacheCases: readonly ServerCase[] = [
  {
    name: 'says nothing of CORS',
    setting: apache({}),
    loads: refused,
    cause: 'allow-origin-missing',
    root: 'no-cors-configured',
    recipe: 'apache',
  },
  {
    name: 'allows everybody where all goes well',
    setting: apache({ cors: `Header set ${allowOrigin} "*"` }),
    ...nothingWrong,
  },
  { name: 'allows everybody always', setting: apache({ cors: star }), ...nothingWrong },
  {
    name: 'allows a list by SetEnvIf',
    setting: apache({ cors: `SetEnvIf Origin "^https://(app|www\\.app)\\.example$" ALLOWED=$0\n${listed}` }),
    ...nothingWrong,
  },
  {
    name: 'has a pattern without anchors',
    setting: apache({ cors: `SetEnvIf Origin ".*app\\.example.*" ALLOWED=$0\n${listed}` }),
    ...letsOthersIn,
    holes: ['allowlist-suffix', 'allowlist-prefix', 'allows-http-origin'],
    recipe: 'apache',
  },
  {
    name: 'has a pattern whose dots stand for any letter',
    page: 'http://music.app.example',
    setting: apache({
      cors: `SetEnvIf Origin "^http(s)?://(www\\.)?(music.app.example|staging.app.example)$" ALLOWED=$0\n${listed}`,
    }),
    ...letsOthersIn,
    holes: ['allowlist-dot'],
    recipe: 'apache',
  },
  {
    name: 'sends (null) to whom it does not know',
    setting: apache({
      cors: `SetEnvIf Origin "^https://www\\.app\\.example$" ALLOWED=$0\nHeader always set ${allowOrigin} "%{ALLOWED}e"`,
    }),
    loads: refusedByCors,
    cause: 'allow-origin-mismatch',
    root: 'wrong-origin-unset',
    recipe: 'apache',
  },
  {
    name: 'sets it with always and without',
    setting: apache({ cors: `${star}\nHeader set ${allowOrigin} "*"` }),
    loads: refusedByCors,
    cause: 'allow-origin-multiple',
    root: 'added-twice',
    recipe: 'apache',
  },
  {
    name: 'sets over the line of the server behind',
    behind: (behind) =>
      void behind.use((_req, res, next) => {
        void res.set(allowOrigin, app);
        next();
      }),
    setting: apache({ cors: star }),
    loads: refusedByCors,
    cause: 'allow-origin-multiple',
    root: 'added-twice',
    recipe: 'apache',
  },
  {
    name: 'does not look at .htaccess',
    setting: apache({
      htaccess: `Header set ${allowOrigin} "*"`,
      kept: '<Directory "SONGS">\nAllowOverride None\n</Directory>',
    }),
    loads: refusedByCors,
    cause: 'allow-origin-missing',
    root: 'no-cors-configured',
    recipe: 'apache',
  },
  {
    name: 'sets it where all goes well, and redirects',
    path: '/old.mp3',
    setting: apache({
      cors: `Header set ${allowOrigin} "*"`,
      kept: 'RewriteEngine On\nRewriteRule ^/old\\.mp3$ /tone.mp3 [R=302,L]',
    }),
    loads: refusedByCors,
    cause: 'allow-origin-missing',
    root: 'redirect-without-header',
    recipe: 'apache',
  },
  {
    name: 'answers OPTIONS by itself, and does not name Authorization',
    setting: apache({ cors: star }),
    loads: { 'fetch-authorization': 'blocked', 'audio-anonymous': 'readable' },
    cause: 'preflight-header-not-allowed',
    root: 'allow-headers-missing',
    recipe: 'apache',
  },
  {
    name: 'names Authorization in its answer to OPTIONS',
    setting: apache({ cors: `${star}\n${set('"Authorization, Range"', 'Access-Control-Allow-Headers')}` }),
    ...nothingWrong,
    loads: { 'fetch-authorization': 'readable', 'audio-anonymous': 'readable' },
  },
  {
    name: 'spells true with a capital letter',
    setting: apache({ cors: `${set(`"${app}"`)}\n${set('"True"', 'Access-Control-Allow-Credentials')}` }),
    loads: { 'fetch-include': 'blocked', 'audio-anonymous': 'readable' },
    cause: 'allow-credentials-missing',
    root: 'allow-credentials-not-true',
    recipe: 'apache',
  },
  {
    name: 'asks for a login',
    setting: apache({ cors: star, kept: login }),
    loads: gone,
    cause: 'auth',
    root: 'basic-auth',
    recipe: null,
  },
  {
    name: 'keeps songs from pages of others by Referer',
    // From https to http, browsers tell no Referer.
    page: 'http://app.example',
    setting: apache({
      cors: star,
      kept: 'RewriteEngine On\nRewriteCond %{HTTP_REFERER} !^$\nRewriteCond %{HTTP_REFERER} !^https://www\\.own\\.example/\nRewriteRule \\.mp3$ - [F]',
    }),
    loads: gone,
    cause: 'http-status',
    root: 'hotlink-protection',
    recipe: null,
  },
  {
    name: 'has no such song',
    path: '/none.mp3',
    setting: apache({ cors: `Header set ${allowOrigin} "*"` }),
    loads: gone,
    cause: 'http-status',
    root: 'not-found',
    recipe: null,
  },
  {
    name: 'allows it on 200 alone',
    setting: apache({
      cors: `Header set ${allowOrigin} "*" "expr=%{REQUEST_STATUS} == 200 && -z %{HTTP:Range}"`,
    }),
    loads: { ...refused, 'fetch-same-origin': 'readable' },
    cause: 'allow-origin-missing',
    root: 'only-on-200',
    recipe: 'apache',
  },
];
