import { nginxSetting } from '../nginx';
import { pathOf } from '../program';
import type { Place, Setting } from '../start-server';
import {
  allowOrigin,
  app,
  gone,
  letsOthersIn,
  nothingWrong,
  readable,
  refused,
  refusedByCors,
  type ServerCase,
} from './server-case';

/** What stands in nginx.conf: a recipe takes the place of the first three. */
interface Lines {
  readonly http?: string;
  readonly location?: string;
  readonly server?: string;
  /** What stays. */
  readonly kept?: { readonly location?: string; readonly server?: string };
  /** A location of its own, beside `/`, that gives what is asked for: the recipe goes there. */
  readonly own?: { readonly match: string; readonly lines: string };
  /** The location of a second server, `localhost`, that a redirect leads to: the recipe goes there. */
  readonly target?: string;
}

const join = (...texts: readonly (string | undefined)[]): string => texts.filter(Boolean).join('\n');

const nginx =
  ({ http, location, server, kept = {}, own: special, target }: Lines) =>
  (place: Place, fix: readonly string[] | null): Setting => {
    const [ofServer, ofLocation, ofHttp] = fix ? [...fix].reverse() : [server, location, http];
    const isElsewhere = special !== undefined || target !== undefined;
    const lines = special?.lines.replaceAll('SONGS', place.songs);
    const specialBlock = special && `location ${special.match} {\n${join(lines, fix ? ofLocation : '')}\n}`;
    // The end of the server block comes from the setting.
    const second = `}
server {
listen 127.0.0.1:${place.port};
server_name localhost;
root ${place.songs};
location / {
${fix ? ofLocation : target}
}`;
    return nginxSetting(pathOf('nginx'), place, {
      http: ofHttp ?? '',
      location: join(kept.location, isElsewhere && fix ? location : ofLocation),
      server: join(
        kept.server?.replaceAll('PORT', String(place.port)),
        specialBlock,
        ...(target === undefined ? [ofServer] : [fix ? server : ofServer, second, fix ? ofServer : '']),
      ),
    });
  };

const add = (value: string, name = allowOrigin): string => `add_header ${name} ${value} always;`;
const star = add('*');
const own = add(`"${app}"`);
const vary = add('Origin', 'Vary');
const map = (...lines: readonly string[]): string => `map $http_origin $cors {\n${lines.join('\n')}\n}`;
const listed = `${add('$cors')}\n${vary}`;

const mismatch = (name: string, value: string, root: ServerCase['root']): ServerCase => ({
  name,
  setting: nginx({ location: add(value) }),
  loads: refusedByCors,
  cause: 'allow-origin-mismatch',
  root,
  recipe: 'nginx',
});

const toOther = `location = /old.mp3 { ${star} return 302 http://localhost:PORT/tone.mp3; }`;

const login = (place: Place): string => `auth_basic songs;\nauth_basic_user_file ${place.folder}/users;`;

export const nginxCases: readonly ServerCase[] = [
  {
    name: 'says nothing of CORS',
    setting: nginx({}),
    loads: refused,
    cause: 'allow-origin-missing',
    root: 'no-cors-configured',
    recipe: 'nginx',
  },
  {
    name: 'allows everybody where all goes well',
    setting: nginx({ location: `add_header ${allowOrigin} *;` }),
    ...nothingWrong,
  },
  { name: 'allows everybody always', setting: nginx({ location: star }), ...nothingWrong },
  {
    name: 'allows a list by a map',
    setting: nginx({ http: map('default "";', `"${app}" $http_origin;`), location: listed }),
    ...nothingWrong,
  },
  {
    name: 'allows one origin, whoever asks',
    setting: nginx({ location: own }),
    ...nothingWrong,
  },
  {
    name: 'allows the subdomains of a site by a pattern that is anchored',
    page: 'https://music.app.example',
    setting: nginx({
      http: map('default "";', '"~^https://([a-z0-9-]+\\.)?app\\.example$" $http_origin;'),
      location: listed,
    }),
    ...nothingWrong,
  },
  {
    name: 'allows whoever asks',
    setting: nginx({ location: add('$http_origin') }),
    ...letsOthersIn,
    holes: ['reflects-any-origin', 'missing-vary'],
    recipe: 'nginx',
  },
  {
    name: 'allows whoever asks, with credentials',
    setting: nginx({
      location: `${add('$http_origin')}\n${add('true', 'Access-Control-Allow-Credentials')}\n${vary}`,
    }),
    ...nothingWrong,
    loads: { ...readable, 'fetch-include': 'readable' },
    holes: ['reflects-any-origin-with-credentials'],
    recipe: 'nginx',
  },
  {
    name: 'has a pattern without an end',
    setting: nginx({ http: map('default "";', '"~^https://app\\.example" $http_origin;'), location: listed }),
    ...letsOthersIn,
    holes: ['allowlist-prefix'],
    recipe: 'nginx',
  },
  {
    name: 'has a pattern without a beginning',
    setting: nginx({ http: map('default "";', '"~app\\.example$" $http_origin;'), location: listed }),
    ...letsOthersIn,
    holes: ['allowlist-suffix', 'allows-http-origin'],
    recipe: 'nginx',
  },
  {
    name: 'has a pattern whose dots stand for any letter',
    setting: nginx({ http: map('default "";', '"~^https://app.example$" $http_origin;'), location: listed }),
    ...letsOthersIn,
    holes: ['allowlist-dot'],
    recipe: 'nginx',
  },
  {
    name: 'allows pages over http too',
    setting: nginx({
      http: map('default "";', '"~^https?://app\\.example$" $http_origin;'),
      location: listed,
    }),
    ...letsOthersIn,
    holes: ['allows-http-origin'],
    recipe: 'nginx',
  },
  {
    name: 'allows null beside the page',
    setting: nginx({
      http: map('default "";', `"${app}" $http_origin;`, '"null" $http_origin;'),
      location: listed,
    }),
    ...letsOthersIn,
    holes: ['allows-null'],
    recipe: 'nginx',
  },
  {
    name: 'allows a list and does not say that it varies',
    setting: nginx({ http: map('default "";', `"${app}" $http_origin;`), location: add('$cors') }),
    ...letsOthersIn,
    holes: ['missing-vary'],
    recipe: 'nginx',
  },
  {
    name: 'has a list, and the page is not in it',
    setting: nginx({ http: map('default "";', '"https://www.app.example" $http_origin;'), location: listed }),
    loads: refusedByCors,
    cause: 'allow-origin-missing',
    root: 'origin-not-in-allowlist',
    recipe: 'nginx',
  },
  {
    name: 'loses the header in a location with a header of its own',
    setting: nginx({
      kept: { server: star },
      own: { match: '~ \\.(mp3|ogg)$', lines: 'add_header Cache-Control "public, max-age=3600";' },
    }),
    loads: refusedByCors,
    cause: 'allow-origin-missing',
    root: 'add-header-inheritance',
    recipe: 'nginx',
  },
  {
    name: 'loses the header of good answers in a location with a header of its own',
    path: '/albums/tone.mp3',
    setting: nginx({
      kept: { server: `add_header ${allowOrigin} *;` },
      own: {
        match: '/albums/tone.mp3',
        lines: 'alias SONGS/tone.mp3;\nadd_header X-Content-Type-Options nosniff;',
      },
      server: 'location /albums { return 301 /albums/; }',
    }),
    loads: refusedByCors,
    cause: 'allow-origin-missing',
    root: 'add-header-inheritance',
    recipe: 'nginx',
    notPutIn: 'the folder stands in place of a real one',
  },
  mismatch('allows the page with a slash behind it', `"${app}/"`, 'wrong-origin-slash'),
  mismatch('allows the page over http', '"http://app.example"', 'wrong-origin-scheme'),
  mismatch('allows the page under www', '"https://www.app.example"', 'wrong-origin-www'),
  mismatch('allows the page at another port', '"https://app.example:8443"', 'wrong-origin-port'),
  mismatch(
    'allows the page with the port that goes without saying',
    '"https://app.example:443"',
    'wrong-origin-default-port',
  ),
  mismatch('allows the page in capital letters', '"https://App.Example"', 'wrong-origin-case'),
  mismatch('allows the page without a scheme', '"app.example"', 'wrong-origin-no-scheme'),
  mismatch('allows the page in quotes', `'"${app}"'`, 'wrong-origin-quotes'),
  mismatch('allows a host with a star', '"https://*.example"', 'wrong-origin-glob'),
  { ...mismatch('allows null alone', '"null"', 'wrong-origin-null'), holes: ['allows-null'] },
  {
    name: 'has a list in one line',
    setting: nginx({ location: add(`"${app}, https://www.app.example"`) }),
    loads: refusedByCors,
    cause: 'allow-origin-multiple',
    root: 'list-in-header',
    recipe: 'nginx',
  },
  {
    name: 'adds the line of the server behind once more',
    behind: (behind) =>
      void behind.use((_req, res, next) => {
        void res.set(allowOrigin, '*');
        next();
      }),
    setting: nginx({ location: `add_header ${allowOrigin} *;` }),
    loads: refusedByCors,
    cause: 'allow-origin-multiple',
    root: 'added-twice',
    recipe: 'nginx',
  },
  {
    name: 'allows everybody, and the page sends cookies',
    setting: nginx({ location: `${star}\n${add('true', 'Access-Control-Allow-Credentials')}` }),
    loads: { 'audio-use-credentials': 'blocked', 'fetch-include': 'blocked', 'audio-anonymous': 'readable' },
    cause: 'wildcard-with-credentials',
    root: 'wildcard-with-credentials',
    recipe: 'nginx',
  },
  {
    name: 'allows the page, and no credentials',
    setting: nginx({ location: own }),
    loads: { 'fetch-include': 'blocked', 'audio-anonymous': 'readable' },
    cause: 'allow-credentials-missing',
    root: 'allow-credentials-missing',
    recipe: 'nginx',
  },
  {
    name: 'knows no OPTIONS for files',
    setting: nginx({ location: star }),
    loads: { 'fetch-authorization': 'blocked', 'audio-anonymous': 'readable' },
    cause: 'preflight-status',
    root: 'static-refuses-options',
    recipe: 'nginx',
  },
  {
    name: 'loses the header in the block that answers OPTIONS',
    setting: nginx({
      location: `${star}
if ($request_method = OPTIONS) { add_header Access-Control-Allow-Headers Authorization; return 204; }`,
    }),
    loads: { 'fetch-authorization': 'blocked', 'audio-anonymous': 'readable' },
    cause: 'allow-origin-missing',
    root: 'add-header-inheritance',
    recipe: 'nginx',
  },
  {
    name: 'answers OPTIONS, and does not name Authorization',
    setting: nginx({
      location: `${star}
if ($request_method = OPTIONS) { ${star} ${add('"Range, Content-Type"', 'Access-Control-Allow-Headers')} return 204; }`,
    }),
    loads: { 'fetch-authorization': 'blocked', 'audio-anonymous': 'readable' },
    cause: 'preflight-header-not-allowed',
    root: 'allow-headers-missing',
    recipe: 'nginx',
  },
  {
    name: 'asks for a login',
    setting: (place, fix) => nginx({ kept: { location: login(place) }, location: star })(place, fix),
    loads: gone,
    cause: 'auth',
    root: 'basic-auth',
    recipe: null,
  },
  {
    name: 'asks for a login before a preflight',
    setting: (place, fix) => nginx({ kept: { location: login(place) }, location: star })(place, fix),
    loads: { 'fetch-authorization': 'blocked' },
    cause: 'preflight-status',
    root: 'options-behind-auth',
    recipe: 'nginx',
    isProven: false,
    notPutIn: 'without a login it gives no song',
  },
  {
    name: 'keeps songs from pages of others by Referer',
    // From https to http, browsers tell no Referer.
    page: 'http://app.example',
    setting: nginx({
      location: star,
      kept: { location: 'valid_referers none server_names; if ($invalid_referer) { return 403; }' },
    }),
    loads: gone,
    cause: 'http-status',
    root: 'hotlink-protection',
    recipe: null,
  },
  {
    name: 'keeps browsers out',
    setting: nginx({ kept: { location: 'if ($http_user_agent ~ Mozilla) { return 403; }' } }),
    loads: gone,
    cause: 'http-status',
    root: 'user-agent-blocked',
    recipe: null,
  },
  {
    name: 'has no such song, and no header on errors',
    path: '/songs/none.mp3',
    setting: nginx({ location: `add_header ${allowOrigin} *;` }),
    loads: gone,
    cause: 'http-status',
    root: 'not-found',
    recipe: null,
  },
  {
    name: 'gives it to nobody',
    setting: nginx({ kept: { location: 'deny all;' } }),
    loads: gone,
    cause: 'http-status',
    root: 'forbidden',
    recipe: null,
  },
  {
    name: 'refuses a link that is over',
    path: '/tone.mp3?md5=0000000000000000000000&expires=1600000000',
    setting: nginx({
      location: star,
      kept: {
        location: `secure_link $arg_md5,$arg_expires;
secure_link_md5 "$secure_link_expires$uri lab";
if ($secure_link = "") { return 403; }
if ($secure_link = "0") { return 410; }`,
      },
    }),
    loads: gone,
    cause: 'http-status',
    root: 'expired-link',
    recipe: null,
  },
  {
    name: 'cannot reach the server behind',
    setting: nginx({ kept: { location: 'proxy_pass http://127.0.0.1:1;' } }),
    loads: gone,
    cause: 'http-status',
    root: 'server-error',
    recipe: null,
  },
  {
    name: 'gives a page to log in at, with a status of success',
    setting: (place, fix) => {
      const setting = nginx({
        location: star,
        kept: { location: `error_page 401 =200 /login.html; if ($cookie_session = "") { return 401; }` },
        server: `location = /login.html { ${star} }`,
      })(place, fix);
      const html = '<!doctype html><title>Sign in</title><form><input type=password name=p></form>';
      return { ...setting, files: { ...setting.files, 'songs/login.html': html } };
    },
    loads: gone,
    cause: 'decode',
    root: 'login-page',
    recipe: null,
  },
  {
    name: 'redirects without the header',
    setting: nginx({ own: { match: '= /old.mp3', lines: 'return 301 /tone.mp3;' }, location: star }),
    path: '/old.mp3',
    loads: refusedByCors,
    cause: 'allow-origin-missing',
    root: 'redirect-without-header',
    recipe: 'nginx',
    isFixedOnWay: true,
  },
  {
    name: 'redirects to another host, which does not say the header',
    setting: nginx({ kept: { server: toOther }, target: '' }),
    path: '/old.mp3',
    fixedAt: 'localhost',
    loads: refusedByCors,
    cause: 'allow-origin-missing',
    root: 'redirect-target-without-header',
    recipe: 'nginx',
  },
  {
    name: 'redirects to another host, which allows the page by name',
    setting: nginx({ kept: { server: toOther }, target: own }),
    path: '/old.mp3',
    fixedAt: 'localhost',
    loads: refusedByCors,
    cause: 'redirect-null-origin',
    root: 'redirect-null-origin',
    recipe: 'nginx',
  },
  {
    name: 'redirects in a circle',
    setting: nginx({
      kept: {
        server: `location = /old.mp3 { ${star} return 302 /older.mp3; }
location = /older.mp3 { ${star} return 302 /old.mp3; }`,
      },
    }),
    path: '/old.mp3',
    loads: gone,
    cause: 'redirect-invalid',
    root: 'redirect-loop',
    recipe: null,
  },
  {
    name: 'keeps it from elements of other sites by CORP',
    setting: nginx({
      location: star,
      kept: { location: add('same-origin', 'Cross-Origin-Resource-Policy') },
    }),
    loads: { audio: 'blocked', 'audio-anonymous': 'readable' },
    cause: 'corp',
    root: 'corp',
    // By the page: an element with crossorigin.
    recipe: null,
    isProven: true,
  },
  {
    name: 'calls it HTML, with nosniff',
    setting: nginx({
      location: star,
      kept: { location: `types { text/html mp3; }\n${add('nosniff', 'X-Content-Type-Options')}` },
    }),
    loads: { audio: 'blocked', 'audio-anonymous': 'readable' },
    cause: 'orb',
    root: 'wrong-type-with-nosniff',
    recipe: null,
    isProven: true,
  },
  {
    name: 'allows the page in an if, and says to the page alone that it varies',
    setting: nginx({
      location: `if ($http_origin = "${app}") { add_header ${allowOrigin} $http_origin; add_header Vary Origin; }`,
    }),
    ...letsOthersIn,
    holes: ['missing-vary'],
    recipe: 'nginx',
  },
  {
    name: 'has the pattern of many answers on the web, which has no end',
    setting: nginx({
      location: `set $cors "";
if ($http_origin ~* '^https?://(localhost|.*\\.app\\.example|app\\.example)') { set $cors "true"; }
if ($cors = "true") { add_header ${allowOrigin} "$http_origin" always; ${add('true', 'Access-Control-Allow-Credentials')} }`,
    }),
    ...letsOthersIn,
    holes: ['allowlist-prefix', 'allows-http-origin', 'missing-vary'],
    recipe: 'nginx',
  },
  {
    name: 'hands OPTIONS on to a server that hangs up',
    behind: (behind) =>
      void behind.use((request, response, next) => {
        response.set(allowOrigin, '*');
        if (request.method === 'OPTIONS') request.socket.destroy();
        else next();
      }),
    setting: nginx({}),
    loads: { 'fetch-authorization': 'blocked', 'audio-anonymous': 'readable' },
    cause: 'preflight-status',
    root: 'server-error',
    recipe: 'nginx',
  },
  {
    name: 'has a list in one line, without commas',
    setting: nginx({ location: add(`"${app} https://www.app.example"`) }),
    loads: refusedByCors,
    cause: 'allow-origin-multiple',
    root: 'list-in-header',
    recipe: 'nginx',
  },
  {
    name: 'keeps in its cache what an element without CORS got',
    primedBy: null,
    behind: (behind) =>
      void behind.disable('x-powered-by').use((request, response, next) => {
        if (request.headers.origin === app) response.set(allowOrigin, app);
        next();
      }),
    setting: (place, fix) => {
      const http = `proxy_cache_path ${place.folder}/tmp/cache keys_zone=songs:1m;`;
      const kept = { location: 'proxy_cache songs;\nproxy_cache_valid 200 1h;' };
      return nginx({ kept, http })(place, fix && [http, ...fix]);
    },
    loads: refusedByCors,
    cause: 'allow-origin-missing',
    root: 'cache-without-vary',
    holes: ['missing-vary'],
    recipe: 'nginx',
  },
  {
    name: 'packs songs for whoever takes them so',
    setting: nginx({
      kept: { location: 'gzip on;\ngzip_types audio/mpeg;\ngzip_min_length 1;' },
      location: star,
    }),
    ...nothingWrong,
  },
];
