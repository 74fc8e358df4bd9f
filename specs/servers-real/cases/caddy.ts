import { caddySetting } from '../caddy';
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
  /** In `reverse_proxy`, likewise. */
  readonly proxy?: string;
  /** What stays. */
  readonly kept?: string;
}

export const caddy =
  ({ cors = '', proxy = '', kept = '' }: Lines) =>
  (place: Place, fix: readonly string[] | null): Setting => {
    const [site = '', inProxy = ''] = fix ?? [cors, proxy];
    return caddySetting(pathOf('caddy'), place, `${kept}\n${site}`, inProxy);
  };

const star = `header ${allowOrigin} *`;
const echo = `{http.request.header.Origin}`;

export const caddyCases: readonly ServerCase[] = [
  {
    name: 'says nothing of CORS',
    setting: caddy({}),
    loads: refused,
    cause: 'allow-origin-missing',
    root: 'no-cors-configured',
    recipe: 'caddy',
  },
  { name: 'allows everybody', setting: caddy({ cors: star }), ...nothingWrong },
  {
    name: 'allows everybody late',
    setting: caddy({ cors: `header {\n${allowOrigin} *\ndefer\n}` }),
    ...nothingWrong,
  },
  {
    name: 'allows a list by a matcher',
    setting: caddy({
      cors: `@allowed header Origin ${app}
header +Vary Origin
header @allowed ${allowOrigin} "${echo}"`,
    }),
    ...nothingWrong,
  },
  {
    name: 'allows whoever asks',
    setting: caddy({ cors: `header ${allowOrigin} "${echo}"` }),
    ...letsOthersIn,
    holes: ['reflects-any-origin', 'missing-vary'],
    recipe: 'caddy',
  },
  {
    name: 'has a matcher without a scheme',
    setting: caddy({
      cors: `@allowed header Origin app.example\nheader +Vary Origin\nheader @allowed ${allowOrigin} "${echo}"`,
    }),
    loads: refusedByCors,
    cause: 'allow-origin-missing',
    root: 'origin-not-in-allowlist',
    recipe: 'caddy',
  },
  {
    name: 'has a matcher with a star before the site',
    setting: caddy({
      cors: `@allowed header Origin *app.example\nheader +Vary Origin\nheader @allowed ${allowOrigin} "${echo}"`,
    }),
    ...letsOthersIn,
    holes: ['allowlist-suffix', 'allows-http-origin'],
    recipe: 'caddy',
  },
  {
    name: 'adds its line beside that of the server behind',
    behind: (behind) =>
      void behind.use((_req, res, next) => {
        void res.set(allowOrigin, '*');
        next();
      }),
    setting: caddy({ cors: star }),
    loads: refusedByCors,
    cause: 'allow-origin-multiple',
    root: 'added-twice',
    recipe: 'caddy',
  },
  {
    name: 'answers OPTIONS by the file, and does not name Authorization',
    setting: caddy({ cors: star }),
    loads: { 'fetch-authorization': 'blocked', 'audio-anonymous': 'readable' },
    cause: 'preflight-header-not-allowed',
    root: 'allow-headers-missing',
    recipe: 'caddy',
  },
  {
    name: 'does not know the host, and answers by nothing',
    setting: (place, fix) => {
      const setting = caddy({ cors: star })(place, fix);
      const files = Object.entries(setting.files).map(([name, text]) => [
        name,
        text.replace(`http://:${place.port}`, `http://songs.example:${place.port}`),
      ]);
      return { ...setting, files: Object.fromEntries(files) as Record<string, string> };
    },
    loads: gone,
    cause: 'decode',
    root: 'unknown-host',
    recipe: null,
  },
  {
    name: 'gives the page of an app for every path, with a status of success',
    path: '/none.mp3',
    setting: (place, fix) => {
      const setting = caddy({ cors: star, kept: 'try_files {path} /index.html' })(place, fix);
      const html = '<!doctype html><title>Player</title><div id=app></div>';
      return { ...setting, files: { ...setting.files, 'songs/index.html': html } };
    },
    loads: gone,
    cause: 'decode',
    root: 'not-audio',
    recipe: null,
  },
  {
    name: 'keeps pages of others out by Referer',
    // From https to http, browsers tell no Referer.
    page: 'http://app.example',
    setting: caddy({
      cors: star,
      kept: `@others header Referer *app.example*\nrespond @others "no" 403`,
    }),
    loads: gone,
    cause: 'http-status',
    root: 'hotlink-protection',
    recipe: null,
  },
];
