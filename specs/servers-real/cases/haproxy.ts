import { haproxySetting } from '../haproxy';
import { pathOf } from '../program';
import type { Place, Setting } from '../start-server';
import {
  allowOrigin,
  app,
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
}

export const haproxy =
  ({ cors = '', kept = '' }: Lines) =>
  (place: Place, fix: readonly string[] | null): Setting =>
    haproxySetting(pathOf('haproxy'), place, `${fix ? fix.join('\n') : cors}\n${kept}`);

const star = `http-response set-header ${allowOrigin} "*"`;
const remember = 'http-request set-var(txn.origin) req.fhdr(Origin)';
const echo = `http-after-response set-header ${allowOrigin} "%[var(txn.origin)]"`;
const vary = 'http-after-response add-header Vary Origin';

/** HAProxy says nothing of itself: the person names it. */
const common = {
  behind: (behind) => void behind.disable('x-powered-by'),
  server: 'haproxy',
} as const satisfies Partial<ServerCase>;

export const haproxyCases: readonly ServerCase[] = [
  {
    ...common,
    name: 'says nothing of CORS',
    setting: haproxy({}),
    loads: refused,
    cause: 'allow-origin-missing',
    root: 'no-cors-configured',
    recipe: 'haproxy',
  },
  {
    behind: common.behind,
    name: 'says nothing of CORS, and nobody says that it is HAProxy',
    setting: haproxy({}),
    loads: refusedByCors,
    cause: 'allow-origin-missing',
    root: 'no-cors-configured',
    recipe: null,
  },
  { ...common, name: 'allows everybody', setting: haproxy({ cors: star }), ...nothingWrong },
  {
    ...common,
    name: 'allows a list by a variable',
    setting: haproxy({
      cors: `${remember}\nacl allowed var(txn.origin) -m str ${app}\n${echo} if allowed\n${vary}`,
    }),
    ...nothingWrong,
  },
  {
    ...common,
    name: 'allows it on 200 alone',
    setting: haproxy({ cors: `${star} if { status 200 }` }),
    loads: { ...refused, 'fetch-same-origin': 'readable' },
    cause: 'allow-origin-missing',
    root: 'only-on-200',
    recipe: 'haproxy',
  },
  {
    ...common,
    name: 'adds its line beside that of the server behind',
    behind: (behind) =>
      void behind.disable('x-powered-by').use((_req, res, next) => {
        void res.set(allowOrigin, app);
        next();
      }),
    setting: haproxy({ cors: `http-response add-header ${allowOrigin} "*"` }),
    loads: refusedByCors,
    cause: 'allow-origin-multiple',
    root: 'added-twice',
    recipe: 'haproxy',
  },
  {
    ...common,
    name: 'allows whoever ends like the site',
    setting: haproxy({
      cors: `${remember}\nacl allowed var(txn.origin) -m end app.example\n${echo} if allowed\n${vary}`,
    }),
    ...letsOthersIn,
    holes: ['allowlist-suffix', 'allows-http-origin'],
    recipe: 'haproxy',
  },
  {
    ...common,
    name: 'allows whoever begins like the page, and does not say that it varies',
    setting: haproxy({ cors: `${remember}\nacl allowed var(txn.origin) -m beg ${app}\n${echo} if allowed` }),
    ...letsOthersIn,
    holes: ['allowlist-prefix', 'missing-vary'],
    recipe: 'haproxy',
  },
  {
    ...common,
    name: 'denies pages that it does not know',
    setting: haproxy({
      cors: star,
      kept: 'http-request deny deny_status 403 if { req.hdr(Origin) -m found } !{ req.fhdr(Origin) -m str https://www.app.example }',
    }),
    loads: { 'audio-anonymous': 'blocked', audio: 'opaque' },
    cause: 'allow-origin-missing',
    root: 'origin-not-in-allowlist',
    recipe: 'haproxy',
    isProven: false,
    notPutIn: 'the rule that denies stands beside the lines of CORS',
  },
  {
    ...common,
    name: 'has no server that is up',
    setting: haproxy({
      cors: star,
      kept: 'http-request return status 503 content-type text/html string "none is up"',
    }),
    // It is busy now, and may not be later: that is told, and is no finding.
    loads: { 'audio-anonymous': 'inconclusive' },
    cause: 'http-status',
    root: 'server-error',
    recipe: null,
  },
];
