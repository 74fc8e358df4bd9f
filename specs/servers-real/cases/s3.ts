import { s3Setting } from '../s3';
import type { Place, Setting } from '../start-server';
import { app, nothingWrong, readable, refused, refusedByCors, type ServerCase } from './server-case';

const rule = (origins: readonly string[], others: object = {}): string =>
  JSON.stringify([{ AllowedOrigins: origins, AllowedMethods: ['GET', 'HEAD'], ...others }]);

const bucket =
  (json: string | null) =>
  (place: Place, fix: readonly string[] | null): Setting =>
    s3Setting(place, fix ? fix.join('\n') : json);

/** `specs/servers-real/s3.spec.ts` asks for each status: of credentials and `Vary`, S3 says what it likes. */
const common = { path: '/songs/tone.mp3', server: 's3', isFixedOnWay: true } as const;
const missing = { cause: 'allow-origin-missing', root: 'no-cors-configured', recipe: 's3' } as const;

export const s3Cases: readonly ServerCase[] = [
  { ...common, ...missing, name: 'has no CORS configuration', setting: bucket(null), loads: refused },
  { ...common, ...nothingWrong, name: 'allows everybody', setting: bucket(rule(['*'])) },
  {
    ...common,
    ...nothingWrong,
    name: 'allows the page, and says that it varies to the page alone',
    setting: bucket(rule([app])),
    holes: ['missing-vary'],
  },
  {
    ...common,
    ...missing,
    name: 'allows the page with a slash behind it, and so nobody',
    setting: bucket(rule([`${app}/`])),
    loads: refusedByCors,
  },
  {
    ...common,
    ...missing,
    name: 'allows the page to write alone',
    setting: bucket(rule([app], { AllowedMethods: ['PUT', 'POST'] })),
    loads: refusedByCors,
  },
  {
    ...common,
    ...nothingWrong,
    name: 'allows every page over https, with credentials, as S3 does of a pattern',
    setting: bucket(rule(['https://*'])),
    loads: readable,
    holes: ['reflects-any-origin-with-credentials', 'missing-vary'],
    recipe: 's3',
  },
  {
    ...common,
    name: 'allows everybody, and no header line of the page',
    setting: bucket(rule(['*'])),
    loads: { 'fetch-authorization': 'blocked', 'audio-anonymous': 'readable' },
    cause: 'preflight-status',
    root: 'options-denied',
    recipe: 's3',
    // S3 takes the line for a signature of its own.
    isProven: false,
  },
];
