import type { Express } from 'express';
import { caddy } from './caddy';
import {
  allowOrigin,
  app,
  letsOthersIn,
  nothingWrong,
  refused,
  refusedByCors,
  type ServerCase,
} from './server-case';

const missing = { cause: 'allow-origin-missing', root: 'no-cors-configured' } as const;
const allowing = (value: string) => (behind: Express) =>
  void behind.disable('x-powered-by').use((_req, res, next) => {
    res.set(allowOrigin, value);
    next();
  });

const origin = '{http.request.header.Origin}';

export const caddyMatcherCases: readonly ServerCase[] = [
  {
    name: 'has the line in another handle',
    setting: (place, fix) =>
      caddy({ kept: fix ? '' : `handle /api/* {\nheader ${allowOrigin} *\nrespond 200\n}` })(place, fix),
    loads: refused,
    ...missing,
    recipe: 'caddy',
  },
  {
    name: 'has a pattern for subdomains whose dot need not be there',
    setting: caddy({
      cors: `@ok header_regexp Origin ^https://.*\\.?app\\.example$\nheader @ok ${allowOrigin} "${origin}"\nheader +Vary Origin`,
    }),
    ...letsOthersIn,
    holes: ['allowlist-suffix'],
    recipe: 'caddy',
  },
  {
    name: 'redirects with the line',
    path: '/old.mp3',
    setting: caddy({ cors: `header ${allowOrigin} *`, kept: 'redir /old.mp3 /tone.mp3 302' }),
    ...nothingWrong,
  },
  {
    name: 'sets it where the application has none',
    behind: allowing(app),
    setting: caddy({ cors: `header ?${allowOrigin} *` }),
    ...nothingWrong,
  },
  {
    name: 'adds it to that of the application',
    behind: allowing(app),
    setting: caddy({ cors: `header +${allowOrigin} *` }),
    loads: refusedByCors,
    cause: 'allow-origin-multiple',
    root: 'added-twice',
    recipe: 'caddy',
  },
  {
    name: 'has two pages in one line',
    setting: caddy({ cors: `header ${allowOrigin} "${app} https://www.app.example"` }),
    loads: refusedByCors,
    cause: 'allow-origin-multiple',
    root: 'list-in-header',
    recipe: 'caddy',
  },
  {
    name: 'has a matcher with a star behind the page, and no Vary',
    setting: caddy({ cors: `@ok header Origin ${app}*\nheader @ok ${allowOrigin} "${origin}"` }),
    ...letsOthersIn,
    holes: ['allowlist-prefix', 'missing-vary'],
    recipe: 'caddy',
  },
  {
    name: 'refuses whoever has no Origin',
    setting: caddy({ cors: `header ${allowOrigin} *`, kept: '@none not header Origin *\nrespond @none 403' }),
    ...nothingWrong,
    loads: { 'audio-anonymous': 'readable', 'fetch-same-origin': 'readable', audio: 'blocked' },
  },
  {
    name: 'gives pages that it does not know an error',
    setting: caddy({
      cors: `@other {\nheader Origin *\nnot header Origin https://www.app.example\n}\nrespond @other 403\nheader ${allowOrigin} https://www.app.example`,
    }),
    loads: { 'audio-anonymous': 'blocked', audio: 'opaque' },
    cause: 'allow-origin-mismatch',
    root: 'origin-not-in-allowlist',
    recipe: 'caddy',
    isProven: false,
  },
];
