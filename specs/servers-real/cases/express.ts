import { expressSetting } from '../express';
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

interface Lines {
  /** Of CORS: a recipe takes their place, before all others. */
  readonly cors?: string;
  /** After `express.static`, likewise. */
  readonly late?: string;
  /** What stays. */
  readonly kept?: string;
}

/** A block that has its place in the options of a proxy, which these servers have none of. */
const isForProxy = (block: string): boolean => block.startsWith('on: {');

export const express =
  ({ cors = '', late = '', kept = '' }: Lines) =>
  (place: Place, fix: readonly string[] | null): Setting =>
    fix
      ? expressSetting(place, `${fix.filter((block) => !isForProxy(block)).join('\n')}\n${kept}`)
      : expressSetting(place, `${cors}\n${kept}`, late);

export const cors = (options = ''): string => `app.use(require('cors')(${options}));`;
export const by = (line: string): string => `app.use((req, res, next) => { ${line} next(); });`;
/** The song, where a handler gives it by itself. */
const readSong = "const song = require('node:fs').readFileSync(__dirname + '/songs/tone.mp3');";
const login = `app.use((req, res, next) => req.headers.authorization === 'Bearer listener' ? next() : res.sendStatus(401));`;
const own = by(
  `res.set('${allowOrigin}', '${app}'); res.set('Access-Control-Allow-Headers', 'Authorization');`,
);

export const expressCases: readonly ServerCase[] = [
  {
    name: 'says nothing of CORS',
    setting: express({}),
    loads: refused,
    cause: 'allow-origin-missing',
    root: 'no-cors-configured',
    recipe: 'express',
  },
  { name: 'uses cors as it comes', setting: express({ cors: cors() }), ...nothingWrong },
  {
    name: 'uses cors with a list',
    setting: express({ cors: cors(`{ origin: ['${app}', 'https://www.app.example'] }`) }),
    ...nothingWrong,
  },
  {
    name: 'uses cors with a list and credentials',
    setting: express({ cors: cors(`{ origin: ['${app}'], credentials: true }`) }),
    ...nothingWrong,
    loads: { 'audio-use-credentials': 'readable', 'audio-anonymous': 'readable' },
  },
  {
    name: 'uses cors after the files',
    setting: express({ late: cors() }),
    loads: refusedByCors,
    cause: 'allow-origin-missing',
    root: 'no-cors-configured',
    recipe: 'express',
  },
  {
    name: 'uses cors with a pattern without a beginning',
    setting: express({ cors: cors('{ origin: /app\\.example$/ }') }),
    ...letsOthersIn,
    holes: ['allowlist-suffix', 'allows-http-origin'],
    recipe: 'express',
  },
  {
    name: 'uses cors with whoever asks, and credentials',
    setting: express({ cors: cors('{ origin: true, credentials: true }') }),
    ...nothingWrong,
    loads: { ...readable, 'fetch-include': 'readable' },
    holes: ['reflects-any-origin-with-credentials'],
    recipe: 'express',
  },
  {
    name: 'uses cors with a function, which does not tell caches of a no',
    setting: express({ cors: cors(`{ origin: (origin, done) => done(null, origin === '${app}') }`) }),
    ...letsOthersIn,
    holes: ['missing-vary'],
    recipe: 'express',
  },
  {
    name: 'uses cors with a function that throws at a page it does not know',
    setting: express({
      cors: cors(
        "{ origin: (origin, done) => origin === undefined || origin === 'https://www.app.example' ? done(null, true) : done(new Error('not allowed')) }",
      ),
    }),
    loads: { 'audio-anonymous': 'blocked', audio: 'opaque' },
    cause: 'allow-origin-missing',
    root: 'origin-not-in-allowlist',
    recipe: 'express',
    isProven: false,
  },
  {
    name: 'uses cors with a slash behind the page',
    setting: express({ cors: cors(`{ origin: '${app}/' }`) }),
    loads: refusedByCors,
    cause: 'allow-origin-mismatch',
    root: 'wrong-origin-slash',
    recipe: 'express',
  },
  {
    name: 'uses cors with everybody and credentials',
    setting: express({ cors: cors('{ credentials: true }') }),
    loads: { 'audio-use-credentials': 'blocked', 'audio-anonymous': 'readable' },
    cause: 'wildcard-with-credentials',
    root: 'wildcard-with-credentials',
    recipe: 'express',
  },
  {
    name: 'sends two lines by hand',
    setting: express({
      cors: by(`res.append('${allowOrigin}', '${app}'); res.append('${allowOrigin}', '*');`),
    }),
    loads: refusedByCors,
    cause: 'allow-origin-multiple',
    root: 'added-twice',
    recipe: 'express',
  },
  {
    name: 'asks for a login before a preflight',
    setting: express({ cors: own, kept: login }),
    loads: { 'fetch-authorization': 'blocked', 'audio-anonymous': 'blocked' },
    cause: 'preflight-status',
    root: 'options-behind-auth',
    recipe: 'express',
    notPutIn: 'without a login it gives no song',
  },
  {
    name: 'answers a preflight, and the login comes after',
    setting: express({ cors: cors(`{ origin: '${app}' }`), kept: login }),
    ...nothingWrong,
    loads: { 'fetch-authorization': 'readable' },
  },
  {
    name: 'wants a session',
    setting: express({ cors: own, kept: "app.use((req, res) => res.cookie('sid', '1').sendStatus(401));" }),
    loads: gone,
    cause: 'auth',
    root: 'cookie-login',
    recipe: null,
  },
  {
    name: 'sends a preflight to another URL',
    setting: express({
      cors: own,
      kept: "app.use((req, res, next) => req.method === 'OPTIONS' ? res.redirect(301, '/other' + req.url) : next());",
    }),
    loads: { 'fetch-authorization': 'blocked', 'audio-anonymous': 'readable' },
    cause: 'preflight-status',
    root: 'options-redirected',
    recipe: 'express',
  },
  {
    name: 'denies OPTIONS',
    setting: express({
      cors: own,
      kept: "app.use((req, res, next) => ['GET', 'HEAD'].includes(req.method) ? next() : res.sendStatus(403));",
    }),
    loads: { 'fetch-authorization': 'blocked', 'audio-anonymous': 'readable' },
    cause: 'preflight-status',
    root: 'options-denied',
    recipe: 'express',
  },
  {
    name: 'fails',
    setting: express({ cors: cors(), kept: "app.use('/tone.mp3', () => { throw new Error('no disk'); });" }),
    loads: gone,
    cause: 'http-status',
    root: 'server-error',
    recipe: null,
  },
  {
    name: 'breaks off',
    setting: express({
      cors: cors(),
      kept: "app.use('/tone.mp3', (req, res) => { res.set('Content-Length', '9000').type('mp3').write(Buffer.alloc(3000)); setTimeout(() => res.destroy(), 50); });",
    }),
    loads: { 'fetch-same-origin': 'blocked' },
    cause: 'network',
    root: 'truncated',
    recipe: null,
  },
  {
    name: 'tells of a missing song in JSON, with a status of success',
    setting: express({
      cors: cors(),
      kept: "app.use('/tone.mp3', (req, res) => res.json({ error: 'no such song' }));",
    }),
    loads: gone,
    cause: 'decode',
    root: 'not-audio',
    recipe: null,
  },
  {
    name: 'keeps elements of other sites out, as helmet does',
    setting: express({ cors: `${cors()}\n${by("res.set('Cross-Origin-Resource-Policy', 'same-origin');")}` }),
    loads: { audio: 'blocked', 'audio-anonymous': 'readable' },
    cause: 'corp',
    root: 'corp',
    // By the page: an element with crossorigin.
    recipe: null,
    isProven: true,
  },
  {
    name: 'allows all subdomains, over http too',
    page: 'https://music.app.example',
    setting: express({ cors: cors(`{ origin: ['${app}', /\\.app\\.example$/] }`) }),
    ...letsOthersIn,
    holes: ['allows-http-origin'],
    recipe: 'express',
  },
  {
    name: 'looks for the site anywhere in the origin',
    setting: express({
      cors: by(
        `const { origin = '' } = req.headers; res.vary('Origin'); if (origin.indexOf('app.example') > -1) res.set('${allowOrigin}', origin);`,
      ),
    }),
    ...letsOthersIn,
    holes: ['allowlist-suffix', 'allowlist-prefix', 'allows-http-origin'],
    recipe: 'express',
  },
  {
    name: 'has the list as a text with a star',
    setting: express({ cors: cors("{ origin: ['*'] }") }),
    loads: refusedByCors,
    cause: 'allow-origin-missing',
    root: 'origin-not-in-allowlist',
    recipe: 'express',
  },
  {
    name: 'counts the last byte of a range as one too many',
    setting: express({
      cors: cors(),
      kept: `${readSong}
app.get('/tone.mp3', (req, res, next) => req.headers.range === undefined ? next() : res.status(206).set('Content-Range', \`bytes 0-\${song.length}/\${song.length}\`).type('mp3').send(song));`,
    }),
    loads: { 'audio-anonymous': 'blocked', 'fetch-same-origin': 'readable' },
    cause: 'decode',
    root: 'wrong-content-range',
    recipe: null,
  },
  {
    name: 'sends to another host, and takes the name of the page along',
    path: '/old.mp3',
    setting: express({
      cors: cors(`{ origin: '${app}' }`),
      kept: "app.get('/old.mp3', (req, res) => res.redirect('http://localhost:' + req.socket.localPort + '/tone.mp3'));",
    }),
    loads: refusedByCors,
    cause: 'redirect-null-origin',
    root: 'redirect-null-origin',
    recipe: 'express',
  },
  {
    name: 'spells the name of the header wrong',
    setting: express({ cors: by("res.set('Access-Control-Allow-Origins', '*');") }),
    loads: refusedByCors,
    cause: 'allow-origin-missing',
    root: 'no-cors-configured',
    recipe: 'express',
  },
];
