import { icecastSetting } from '../icecast';
import { pathOf } from '../program';
import type { Place, Setting } from '../start-server';
import { allowOrigin, app, nothingWrong, refused, refusedByCors, type ServerCase } from './server-case';

const icecast =
  (lines: string) =>
  (place: Place, fix: readonly string[] | null): Setting =>
    icecastSetting(pathOf('icecast2'), place, fix ? fix.join('\n') : lines);

const header = (value: string): string =>
  `<http-headers><header name="${allowOrigin}" value="${value}" /></http-headers>`;
const mount = `<mount><mount-name>/live</mount-name>${header('*')}</mount>`;

export const icecastCases: readonly ServerCase[] = [
  // Icecast knows no 304: `specs/servers-real/icecast.spec.ts` asks for each status that it knows.
  {
    name: 'says nothing of CORS on a file',
    setting: icecast(''),
    loads: refused,
    cause: 'allow-origin-missing',
    root: 'no-cors-configured',
    recipe: 'icecast',
    isFixedOnWay: true,
  },
  {
    name: 'says nothing of CORS on a stream',
    path: '/live',
    setting: icecast(''),
    loads: { 'audio-anonymous': 'blocked', audio: 'opaque' },
    cause: 'allow-origin-missing',
    root: 'no-cors-configured',
    recipe: 'icecast',
    isFixedOnWay: true,
  },
  {
    name: 'allows everybody on a stream',
    path: '/live',
    setting: icecast(header('*')),
    ...nothingWrong,
    loads: { 'audio-anonymous': 'readable' },
  },
  {
    name: 'has the line in the server and in the mount',
    path: '/live',
    setting: icecast(`${header('*')}\n${mount}`),
    loads: { 'audio-anonymous': 'blocked' },
    cause: 'allow-origin-multiple',
    root: 'added-twice',
    recipe: 'icecast',
    isFixedOnWay: true,
  },
  {
    name: 'allows another page',
    setting: icecast(header('https://www.app.example')),
    loads: refusedByCors,
    cause: 'allow-origin-mismatch',
    root: 'wrong-origin-www',
    recipe: 'icecast',
    isFixedOnWay: true,
  },
  { name: 'allows the page alone', setting: icecast(header(app)), ...nothingWrong },
  {
    name: 'hangs up on a preflight',
    setting: icecast(header('*')),
    loads: { 'fetch-authorization': 'blocked', 'audio-anonymous': 'readable' },
    cause: 'preflight-unanswered',
    root: 'options-hung-up',
    recipe: 'icecast',
    isProven: false,
    notPutIn: 'Icecast answers no preflight, which the recipe says',
  },
];
