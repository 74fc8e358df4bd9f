import type { Express } from 'express';
import { apache } from './apache';
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

const missing = { cause: 'allow-origin-missing', root: 'no-cors-configured' } as const;
/** Whether its `.htaccess` counts. */
const overriding = '<Directory "SONGS">\nAllowOverride All\n</Directory>';
const allowing = (value: string) => (behind: Express) =>
  void behind.disable('x-powered-by').use((_req, res, next) => {
    res.set(allowOrigin, value);
    next();
  });

export const apacheRuleCases: readonly ServerCase[] = [
  {
    name: 'appends two pages to one line',
    setting: apache({
      cors: `Header append ${allowOrigin} "${app}"\nHeader append ${allowOrigin} "https://www.app.example"`,
    }),
    loads: refusedByCors,
    cause: 'allow-origin-multiple',
    root: 'list-in-header',
    recipe: 'apache',
  },
  {
    name: 'adds it twice without always',
    setting: apache({
      cors: `Header add ${allowOrigin} "*"\n<FilesMatch "\\.mp3$">\nHeader add ${allowOrigin} "*"\n</FilesMatch>`,
    }),
    loads: refusedByCors,
    cause: 'allow-origin-multiple',
    root: 'added-twice',
    recipe: 'apache',
  },
  {
    name: 'has it for other files alone',
    setting: apache({
      cors: `<FilesMatch "\\.(ogg|wav|woff2)$">\nHeader set ${allowOrigin} "*"\n</FilesMatch>`,
    }),
    loads: refused,
    ...missing,
    recipe: 'apache',
  },
  {
    name: 'has it for songs alone',
    setting: apache({ cors: `<FilesMatch "\\.(mp3|ogg)$">\nHeader set ${allowOrigin} "*"\n</FilesMatch>` }),
    ...nothingWrong,
  },
  {
    name: 'captures the page from a pattern with no end',
    setting: apache({
      cors: `SetEnvIf Origin "https://(www\\.)?app\\.example" ALLOWED=$0\nHeader always set ${allowOrigin} "%{ALLOWED}e" env=ALLOWED\nHeader always merge Vary Origin`,
    }),
    ...nothingWrong,
  },
  {
    name: 'has the pattern of many answers, over http too, and no Vary',
    setting: apache({
      cors: `SetEnvIf Origin "http(s)?://(www\\.)?(app\\.example|other\\.example)$" AccessControlAllowOrigin=$0\nHeader add ${allowOrigin} %{AccessControlAllowOrigin}e env=AccessControlAllowOrigin`,
    }),
    ...letsOthersIn,
    holes: ['allows-http-origin', 'missing-vary'],
    recipe: 'apache',
  },
  {
    name: 'allows whoever asks by an expression',
    setting: apache({ cors: `Header always set ${allowOrigin} "expr=%{req:Origin}"` }),
    ...letsOthersIn,
    holes: ['reflects-any-origin', 'missing-vary'],
    recipe: 'apache',
  },
  {
    name: 'denies every method but GET and HEAD',
    setting: apache({
      cors: `Header always set ${allowOrigin} "*"`,
      kept: '<Location "/">\n<LimitExcept GET HEAD>\nRequire all denied\n</LimitExcept>\n</Location>',
    }),
    loads: { 'fetch-authorization': 'blocked', 'audio-anonymous': 'readable' },
    cause: 'preflight-status',
    root: 'options-denied',
    recipe: 'apache',
  },
  {
    name: 'unsets in .htaccess what always sets',
    setting: apache({
      cors: `Header always set ${allowOrigin} "*"`,
      kept: overriding,
      htaccess: `Header unset ${allowOrigin}`,
    }),
    ...nothingWrong,
  },
  {
    name: 'sets another page in .htaccess',
    setting: apache({
      cors: `Header set ${allowOrigin} "*"`,
      kept: overriding,
      htaccess: `Header set ${allowOrigin} "https://other.example"`,
    }),
    loads: refusedByCors,
    cause: 'allow-origin-mismatch',
    root: 'wrong-origin-host',
    recipe: 'apache',
  },
  {
    name: 'unsets it in .htaccess',
    setting: apache({
      cors: `Header set ${allowOrigin} "*"`,
      kept: overriding,
      htaccess: `Header unset ${allowOrigin}`,
    }),
    loads: refusedByCors,
    ...missing,
    recipe: 'apache',
  },
  {
    name: 'sets in place of the line of the application',
    behind: allowing('https://other.example'),
    setting: apache({ cors: `Header set ${allowOrigin} "*"` }),
    ...nothingWrong,
  },
  {
    name: 'answers preflights by the rule of many answers',
    setting: apache({
      cors: `Header always set ${allowOrigin} "*"\nHeader always set Access-Control-Allow-Methods "POST, GET, OPTIONS, DELETE, PUT"\nHeader always set Access-Control-Allow-Headers "x-requested-with, Content-Type, origin, accept"\nRewriteEngine On\nRewriteCond %{REQUEST_METHOD} OPTIONS\nRewriteRule ^(.*)$ $1 [R=200,L]`,
    }),
    loads: { 'fetch-authorization': 'blocked', 'audio-anonymous': 'readable' },
    cause: 'preflight-header-not-allowed',
    root: 'allow-headers-missing',
    recipe: 'apache',
  },
  {
    name: 'has the star in quotes that are sent',
    setting: apache({ cors: `Header set ${allowOrigin} "'*'"` }),
    loads: refusedByCors,
    cause: 'allow-origin-mismatch',
    root: 'wrong-origin-quotes',
    recipe: 'apache',
  },
  {
    name: 'echoes with credentials where the name is in a list, and merges Vary',
    setting: apache({
      cors: `SetEnvIf Origin "^https://(app|beta)\\.example$" ORIGIN_OK=$0\nHeader set ${allowOrigin} "%{ORIGIN_OK}e" env=ORIGIN_OK\nHeader set Access-Control-Allow-Credentials true env=ORIGIN_OK\nHeader merge Vary Origin`,
    }),
    ...nothingWrong,
    loads: { ...readable, 'fetch-include': 'readable' },
  },
  {
    name: 'redirects by a rule with the line on errors and redirects too',
    path: '/old.mp3',
    setting: apache({
      cors: `Header always set ${allowOrigin} "*"`,
      kept: 'RewriteEngine On\nRewriteRule ^/old\\.mp3$ /tone.mp3 [R=302,L]',
    }),
    ...nothingWrong,
  },
  {
    name: 'has nothing for the songs behind, and gives its own page for errors',
    path: '/gone.mp3',
    setting: apache({ cors: `Header set ${allowOrigin} "*"`, kept: 'ErrorDocument 404 "no such song"' }),
    loads: gone,
    cause: 'http-status',
    root: 'not-found',
    recipe: null,
  },
  {
    name: 'keeps songs to its own pages by CORP, always',
    setting: apache({
      cors: `Header always set ${allowOrigin} "*"\nHeader always set Cross-Origin-Resource-Policy same-origin`,
    }),
    loads: { audio: 'blocked', 'audio-anonymous': 'readable' },
    cause: 'corp',
    root: 'corp',
    recipe: null,
    isProven: true,
  },
];
