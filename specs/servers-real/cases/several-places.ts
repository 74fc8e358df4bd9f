import type { Express } from 'express';
import { nginxSetting } from '../nginx';
import { pathOf } from '../program';
import type { Place, Setting } from '../start-server';
import { apache } from './apache';
import { caddy } from './caddy';
import { by, express } from './express';
import { allowOrigin, app, letsOthersIn, refused, refusedByCors, type ServerCase } from './server-case';

/** nginx with a list of pages that it keeps, and lines that a recipe takes the place of, in the location of the songs. */
const nginx =
  ({ http = '', cors = '', server = '' }: { http?: string; cors?: string; server?: string }) =>
  (place: Place, fix: readonly string[] | null): Setting => {
    const [ofServer = '', ofLocation = cors, ofHttp = ''] = fix ? [...fix].reverse() : [];
    return nginxSetting(pathOf('nginx'), place, {
      http: `${http}\n${ofHttp}`,
      location: ofLocation,
      server: `${server.replaceAll('PORT', String(place.port))}\n${ofServer}`,
    });
  };

/** An application with a list of pages, which does not say that it varies. */
const listing = (behind: Express): void =>
  void behind.disable('x-powered-by').use(({ headers: { origin } }, response, next) => {
    if (origin === app) response.set(allowOrigin, origin);
    next();
  });

const silentList = { ...letsOthersIn, behind: listing, holes: ['missing-vary'] } as const;

export const nginxPlaceCases: readonly ServerCase[] = [
  {
    ...silentList,
    name: 'leaves CORS to the application, which does not say that it varies',
    setting: nginx({}),
    recipe: 'nginx',
  },
  {
    name: 'leaves CORS to the application, which has it on OPTIONS alone',
    behind: (behind) =>
      void behind
        .disable('x-powered-by')
        .options('/*path', (_, response) => void response.set(allowOrigin, '*').sendStatus(204)),
    setting: nginx({}),
    loads: refused,
    cause: 'allow-origin-missing',
    root: 'no-cors-configured',
    recipe: 'nginx',
  },
  {
    name: 'says true for credentials to everybody, and has a list without the page',
    setting: nginx({
      http: 'map $http_origin $known { default ""; "https://www.app.example" $http_origin; }',
      cors: `add_header ${allowOrigin} $known always;\nadd_header Access-Control-Allow-Credentials true always;`,
    }),
    loads: refusedByCors,
    cause: 'allow-origin-missing',
    root: 'origin-not-in-allowlist',
    recipe: 'nginx',
  },
  {
    name: 'redirects without the header to a port that speaks no TLS',
    path: '/old.mp3',
    setting: nginx({ server: 'location = /old.mp3 { return 301 https://127.0.0.1:PORT/tone.mp3; }' }),
    loads: refusedByCors,
    cause: 'network',
    root: 'no-tls-spoken',
    recipe: null,
  },
  {
    name: 'redirects with the header, though not on OPTIONS, to a host that has none',
    path: '/old.mp3',
    fixedAt: 'localhost',
    setting: (place, fix) => {
      const [ofServer = '', ofLocation = ''] = fix ? [...fix].reverse() : [];
      return nginxSetting(pathOf('nginx'), place, {
        server: `location = /old.mp3 {
limit_except GET { deny all; }
add_header ${allowOrigin} *;
return 302 http://localhost:${place.port}/tone.mp3;
}
}
server {
listen 127.0.0.1:${place.port};
server_name localhost;
root ${place.songs};
${ofServer}
location / {
${ofLocation}
}`,
      });
    },
    loads: refusedByCors,
    cause: 'allow-origin-missing',
    root: 'redirect-target-without-header',
    recipe: 'nginx',
  },
];

export const caddyPlaceCases: readonly ServerCase[] = [
  {
    ...silentList,
    name: 'leaves CORS to the application, which does not say that it varies',
    setting: caddy({}),
    recipe: 'caddy',
  },
  {
    name: 'leaves CORS to the application, which allows another page',
    behind: (behind) =>
      void behind.disable('x-powered-by').use((_, response, next) => {
        response.set(allowOrigin, 'https://www.app.example');
        next();
      }),
    setting: caddy({}),
    loads: refusedByCors,
    cause: 'allow-origin-mismatch',
    root: 'wrong-origin-www',
    recipe: 'caddy',
  },
];

export const apachePlaceCases: readonly ServerCase[] = [
  {
    ...silentList,
    name: 'leaves CORS to the application, which does not say that it varies',
    setting: apache({}),
    recipe: 'apache',
  },
];

export const expressPlaceCases: readonly ServerCase[] = [
  {
    name: 'takes turns with a server that lacks the line',
    setting: express({
      // By who asks: two browsers at once would get what is there by chance.
      cors: `const turns = {};
${by(`const who = req.headers['user-agent']; turns[who] = (turns[who] ?? 0) + 1; if (turns[who] % 2 === 0) res.set('${allowOrigin}', '*');`)}`,
    }),
    loads: refusedByCors,
    cause: 'allow-origin-missing',
    root: 'answers-differ',
    recipe: 'express',
  },
];
