import type { Express } from 'express';
import { haproxy } from './haproxy';
import { allowOrigin, letsOthersIn, nothingWrong, refusedByCors, type ServerCase } from './server-case';

const missing = { cause: 'allow-origin-missing', root: 'no-cors-configured' } as const;
const bare = (behind: Express): void => void behind.disable('x-powered-by');
const allowing = (value: string) => (behind: Express) =>
  void behind.disable('x-powered-by').use((_req, res, next) => {
    res.set(allowOrigin, value);
    next();
  });

const ha = { behind: bare, server: 'haproxy' } as const satisfies Partial<ServerCase>;

export const haproxyRuleCases: readonly ServerCase[] = [
  {
    ...ha,
    name: 'adds the line, and nobody behind has one',
    setting: haproxy({ cors: `http-response add-header ${allowOrigin} "*"` }),
    ...nothingWrong,
  },
  {
    ...ha,
    name: 'captures Origin, and gives it back',
    setting: haproxy({
      cors: `capture request header origin len 128\nhttp-response set-header ${allowOrigin} %[capture.req.hdr(0)]`,
    }),
    ...letsOthersIn,
    holes: ['reflects-any-origin', 'missing-vary'],
    recipe: 'haproxy',
  },
  {
    ...ha,
    name: 'looks for the site anywhere in Origin, by a capture',
    setting: haproxy({
      cors: `capture request header origin len 128\nhttp-response set-header ${allowOrigin} %[capture.req.hdr(0)] if { capture.req.hdr(0) -m sub app.example }\nhttp-response add-header Vary Origin`,
    }),
    ...letsOthersIn,
    holes: ['allowlist-suffix', 'allowlist-prefix', 'allows-http-origin'],
    recipe: 'haproxy',
  },
  {
    ...ha,
    name: 'has too much to do',
    setting: haproxy({ kept: 'http-request deny deny_status 429' }),
    loads: { 'audio-anonymous': 'inconclusive', audio: 'inconclusive' },
    cause: 'http-status',
    root: 'too-many-requests',
    recipe: null,
  },
  {
    ...ha,
    name: 'redirects without the line, since it has it on answers from behind',
    path: '/old.mp3',
    setting: haproxy({
      cors: `http-response set-header ${allowOrigin} "*"`,
      kept: 'http-request redirect location /tone.mp3 if { path /old.mp3 }',
    }),
    loads: refusedByCors,
    cause: 'allow-origin-missing',
    root: 'redirect-without-header',
    recipe: 'haproxy',
    isFixedOnWay: true,
  },
  {
    ...ha,
    name: 'redirects with the line',
    path: '/old.mp3',
    setting: haproxy({
      cors: `http-after-response set-header ${allowOrigin} "*"`,
      kept: 'http-request redirect location /tone.mp3 if { path /old.mp3 }',
    }),
    ...nothingWrong,
  },
  {
    ...ha,
    name: 'takes the line of the application out',
    behind: allowing('*'),
    setting: haproxy({ cors: `http-response del-header ${allowOrigin}` }),
    loads: refusedByCors,
    ...missing,
    recipe: 'haproxy',
  },
];
