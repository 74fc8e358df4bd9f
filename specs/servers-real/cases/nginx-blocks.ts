import { createHash } from 'node:crypto';
import type { Express } from 'express';
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

/** Lines of nginx.conf; `SONGS`, `FOLDER` and `UPSTREAM` stand for what is there. */
interface Lines {
  readonly http?: string;
  /** Of CORS, in the location of the songs: a recipe takes their place. */
  readonly cors?: string;
  /** What stays in that location. */
  readonly location?: string;
  /** What stays beside it. */
  readonly server?: string;
  /** The location of the songs, where it is one of its own within the server. */
  readonly match?: string;
}

const nginx =
  ({ http = '', cors = '', location = '', server = '', match }: Lines) =>
  (place: Place, fix: readonly string[] | null): Setting => {
    const fill = (text: string) =>
      text
        .replaceAll('SONGS', place.songs)
        .replaceAll('FOLDER', place.folder)
        .replaceAll('PORT', String(place.port))
        .replaceAll('UPSTREAM', String(place.upstream));
    const [ofServer = '', ofLocation = cors, ofHttp = ''] = fix ? [...fix].reverse() : [];
    const lines = `${fill(location)}\n${ofLocation}`;
    return nginxSetting(pathOf('nginx'), place, {
      http: `${fill(http)}\n${ofHttp}`,
      location: match === undefined ? lines : '',
      server: [fill(server), match === undefined ? '' : `location ${match} {\n${lines}\n}`, ofServer].join(
        '\n',
      ),
    });
  };

const add = (value: string, name = allowOrigin): string => `add_header ${name} ${value} always;`;
const star = add('*');
const plainStar = `add_header ${allowOrigin} *;`;
const vary = add('Origin', 'Vary');
const map = (...lines: readonly string[]): string => `map $http_origin $cors {\n${lines.join('\n')}\n}`;
const listed = `${add('$cors')}\n${vary}`;
const missing = { loads: refusedByCors, cause: 'allow-origin-missing', recipe: 'nginx' } as const;
const inherits = { ...missing, root: 'add-header-inheritance' } as const;

const allowing = (value: string) => (behind: Express) =>
  void behind.use((_req, res, next) => {
    res.set(allowOrigin, value);
    next();
  });

const md5 = (text: string): string => createHash('md5').update(text).digest('base64url');
const html = { 'songs/index.html': '<!doctype html><title>Player</title><div id=app></div>' };
const withFiles =
  (files: Record<string, string>, setting: ServerCase['setting']): ServerCase['setting'] =>
  (place, fix) => {
    const made = setting(place, fix);
    return { ...made, files: { ...made.files, ...files } };
  };

export const nginxBlockCases: readonly ServerCase[] = [
  {
    name: 'loses it of good answers alone in a location for songs, with nothing else to compare',
    setting: nginx({
      server: plainStar,
      match: '~ \\.(mp3|ogg)$',
      location: 'add_header Cache-Control "public, max-age=3600";',
    }),
    ...inherits,
  },
  {
    name: 'keeps songs in caches by expires, and says nothing of CORS',
    setting: nginx({ location: 'expires 1h;' }),
    ...missing,
    root: 'no-cors-configured',
  },
  {
    name: 'says how long to keep everything, in the server, and nothing of CORS',
    setting: nginx({ server: 'add_header Cache-Control "no-cache" always;' }),
    ...missing,
    root: 'no-cors-configured',
  },
  {
    name: 'inherits it in a location that has expires alone',
    setting: nginx({ server: star, match: '~ \\.mp3$', location: 'expires 1h;' }),
    ...nothingWrong,
  },
  {
    name: 'loses it in an if for downloads',
    path: '/tone.mp3?download=1',
    setting: nginx({
      cors: `${star}\nif ($arg_download) { add_header Content-Disposition attachment; }`,
    }),
    ...inherits,
  },
  {
    name: 'has a map that ignores case and is anchored',
    setting: nginx({ http: map('default "";', '"~*^https://app\\.example$" $http_origin;'), cors: listed }),
    ...nothingWrong,
  },
  {
    name: 'gives the page of an app for what is not there',
    path: '/albums/tone.mp3',
    setting: withFiles(html, nginx({ location: 'try_files $uri /index.html;', cors: star })),
    loads: gone,
    cause: 'decode',
    root: 'not-audio',
    recipe: null,
  },
  {
    name: 'asks another server whether it may, which wants a session',
    setting: nginx({
      location: 'auth_request /may;',
      cors: star,
      server: 'location = /may { internal; return 401; }',
    }),
    loads: gone,
    cause: 'auth',
    root: 'cookie-login',
    recipe: null,
  },
  {
    name: 'asks another server whether it may, which denies it',
    setting: nginx({
      location: 'auth_request /may;',
      cors: star,
      server: 'location = /may { internal; return 403; }',
    }),
    loads: gone,
    cause: 'http-status',
    root: 'forbidden',
    recipe: null,
  },
  {
    name: 'denies every method but GET',
    setting: nginx({ location: 'limit_except GET { deny all; }', cors: star }),
    loads: { 'fetch-authorization': 'blocked', 'audio-anonymous': 'readable' },
    cause: 'preflight-status',
    root: 'options-denied',
    recipe: 'nginx',
    notPutIn: 'limit_except has to go',
  },
  {
    name: 'reflects beside an application that has a list',
    behind: (behind) =>
      void behind.use((req, res, next) => {
        res.vary('Origin');
        if (req.headers.origin === app) res.set(allowOrigin, app);
        next();
      }),
    setting: nginx({ cors: add('$http_origin') }),
    loads: refusedByCors,
    cause: 'allow-origin-multiple',
    root: 'added-twice',
    holes: ['reflects-any-origin'],
    recipe: 'nginx',
  },
  {
    name: 'hides the line of the application, and adds its own',
    behind: allowing('*'),
    setting: nginx({ location: `proxy_hide_header ${allowOrigin};`, cors: star }),
    ...nothingWrong,
  },
  {
    name: 'has the line in the server, and the application has it too',
    behind: allowing(app),
    setting: nginx({ server: star }),
    loads: refusedByCors,
    cause: 'allow-origin-multiple',
    root: 'added-twice',
    recipe: 'nginx',
  },
  {
    name: 'goes to the application for what is no file',
    behind: allowing('*'),
    setting: nginx({
      server: `location /albums/ { error_page 404 = @app; }
location @app { rewrite ^/albums(/.*)$ $1 break; proxy_pass http://127.0.0.1:UPSTREAM; }`,
    }),
    path: '/albums/tone.mp3',
    ...nothingWrong,
  },
  {
    name: 'takes a link that is signed well',
    path: `/tone.mp3?md5=${md5('4102444800/tone.mp3 lab')}&expires=4102444800`,
    setting: nginx({
      cors: star,
      location: `secure_link $arg_md5,$arg_expires;
secure_link_md5 "$secure_link_expires$uri lab";
if ($secure_link = "") { return 403; }
if ($secure_link = "0") { return 410; }`,
    }),
    ...nothingWrong,
  },
  {
    name: 'lets the page in by Referer',
    page: 'http://app.example',
    setting: nginx({
      cors: star,
      location: 'valid_referers none server_names app.example; if ($invalid_referer) { return 403; }',
    }),
    ...nothingWrong,
  },
  {
    name: 'replaces text in songs, so that no length is known',
    setting: nginx({ cors: star, location: 'sub_filter_types *; sub_filter nothing something;' }),
    ...nothingWrong,
  },
  { name: 'answers no ranges', setting: nginx({ cors: star, location: 'max_ranges 0;' }), ...nothingWrong },
  {
    name: 'has two lines for two pages',
    setting: nginx({ cors: `${add(`"${app}"`)}\n${add('"https://www.app.example"')}` }),
    loads: refusedByCors,
    cause: 'allow-origin-multiple',
    root: 'added-twice',
    recipe: 'nginx',
  },
  {
    name: 'sets a variable in an if, over http too',
    setting: nginx({
      cors: `set $cors "";
if ($http_origin ~* "^https?://(www\\.)?app\\.example$") { set $cors $http_origin; }
${listed}`,
    }),
    ...letsOthersIn,
    holes: ['allows-http-origin'],
    recipe: 'nginx',
  },
  {
    name: 'sets a variable in an if that has no end',
    setting: nginx({
      cors: `set $cors "";
if ($http_origin ~ "https://(.*\\.)?app\\.example") { set $cors $http_origin; }
${listed}`,
    }),
    ...letsOthersIn,
    holes: ['allowlist-prefix'],
    recipe: 'nginx',
  },
  {
    name: 'calls songs bytes, with nosniff',
    setting: nginx({
      cors: star,
      location: 'types {} default_type application/octet-stream; add_header X-Content-Type-Options nosniff;',
    }),
    ...nothingWrong,
  },
  {
    name: 'keeps a list in its cache, by the path alone',
    behind: (behind) =>
      void behind.disable('x-powered-by').use((req, res, next) => {
        if (req.headers.origin === app) res.set(allowOrigin, app);
        next();
      }),
    primedBy: null,
    setting: nginx({
      http: 'proxy_cache_path FOLDER/tmp/cache keys_zone=songs:1m;',
      location:
        'proxy_cache songs; proxy_cache_key $uri; proxy_cache_valid 200 1h; add_header X-Cache-Status $upstream_cache_status;',
    }),
    loads: refusedByCors,
    cause: 'allow-origin-missing',
    root: 'cache-without-vary',
    holes: ['missing-vary'],
    recipe: 'nginx',
    notPutIn: 'X-Cache-Status is not needed',
  },
  {
    name: 'keeps the line of another page in its cache, by the path alone',
    behind: (behind) =>
      void behind.disable('x-powered-by').use((req, res, next) => {
        if (req.headers.origin?.endsWith('.example')) res.set(allowOrigin, req.headers.origin);
        next();
      }),
    primedBy: 'https://other.example',
    setting: nginx({
      http: 'proxy_cache_path FOLDER/tmp/cache keys_zone=songs:1m;',
      location:
        'proxy_cache songs; proxy_cache_key $uri; proxy_cache_valid 200 1h; add_header X-Cache-Status $upstream_cache_status;',
    }),
    loads: refusedByCors,
    cause: 'allow-origin-mismatch',
    root: 'cache-without-vary',
    holes: ['missing-vary'],
    recipe: 'nginx',
    notPutIn: 'X-Cache-Status is not needed',
  },
  {
    name: 'redirects to a page to log in at, and says nothing of CORS',
    setting: withFiles(
      {
        'songs/login.html':
          '<form action=/in method=post><input name=user><input type=password name=p></form>',
      },
      nginx({ match: '= /tone.mp3', location: 'return 302 /login.html;' }),
    ),
    loads: gone,
    cause: 'decode',
    root: 'login-page',
    recipe: null,
  },
  {
    name: 'spells CORS lines for another type of files',
    setting: nginx({ server: `location ~* \\.(eot|ttf|woff2?)$ { ${star} }` }),
    loads: refused,
    cause: 'allow-origin-missing',
    root: 'no-cors-configured',
    recipe: 'nginx',
  },
  {
    name: 'is what a page with cookies needs',
    setting: nginx({
      http: map('default "";', `"${app}" $http_origin;`),
      cors: `${listed}\n${add('true', 'Access-Control-Allow-Credentials')}`,
    }),
    ...nothingWrong,
    loads: { ...readable, 'audio-use-credentials': 'readable', 'xhr-credentials': 'readable' },
  },
  {
    name: 'answers preflights in full, by a named if',
    setting: nginx({
      cors: `if ($request_method = OPTIONS) {
${star} ${add('"Authorization, Range"', 'Access-Control-Allow-Headers')} ${add('"GET, HEAD, OPTIONS"', 'Access-Control-Allow-Methods')}
${add('1728000', 'Access-Control-Max-Age')} add_header Content-Type "text/plain; charset=utf-8"; add_header Content-Length 0; return 204; }
${star}`,
    }),
    ...nothingWrong,
    loads: { 'fetch-authorization': 'readable', 'audio-anonymous': 'readable' },
  },
];
