import type { Express } from 'express';
import { pathOf } from '../program';
import type { Place, Setting } from '../start-server';
import { varnishSetting } from '../varnish';
import { allowOrigin, app, nothingWrong, refused, refusedByCors, type ServerCase } from './server-case';

export const varnish =
  (subs: string) =>
  (place: Place, fix: readonly string[] | null): Setting =>
    varnishSetting(pathOf('varnishd'), place, fix ? fix.join('\n') : subs);

const known = [app, 'https://other.example'];

/** Allows two pages by name; whether it says so to caches, or to whom it does not know, differs. */
const allowing =
  (vary: 'always' | 'never' | 'to whom it knows') =>
  (behind: Express): void =>
    void behind.disable('x-powered-by').use((request, response, next) => {
      const { origin = '' } = request.headers;
      const isKnown = known.includes(origin);
      if (isKnown) response.set(allowOrigin, origin);
      if (vary === 'always' || (isKnown && vary !== 'never')) response.vary('Origin');
      next();
    });

export const varnishCases: readonly ServerCase[] = [
  {
    name: 'has nothing of CORS behind it',
    behind: (behind) => void behind.disable('x-powered-by'),
    setting: varnish(''),
    loads: refused,
    cause: 'allow-origin-missing',
    root: 'no-cors-configured',
    recipe: 'varnish',
  },
  {
    name: 'keeps what an element without CORS got',
    behind: allowing('never'),
    primedBy: null,
    setting: varnish(''),
    loads: refusedByCors,
    cause: 'allow-origin-missing',
    root: 'cache-without-vary',
    holes: ['missing-vary'],
    recipe: 'varnish',
  },
  {
    name: 'keeps what another page got',
    behind: allowing('never'),
    primedBy: 'https://other.example',
    setting: varnish(''),
    loads: refusedByCors,
    cause: 'allow-origin-mismatch',
    root: 'cache-without-vary',
    holes: ['missing-vary'],
    recipe: 'varnish',
  },
  {
    name: 'keeps what whoever is not known got, since Vary comes to others alone',
    behind: allowing('to whom it knows'),
    primedBy: null,
    setting: varnish(''),
    loads: refusedByCors,
    cause: 'allow-origin-missing',
    root: 'cache-without-vary',
    holes: ['missing-vary'],
    recipe: 'varnish',
  },
  {
    name: 'keeps an answer for each page, since the server behind says that it varies',
    behind: allowing('always'),
    primedBy: null,
    setting: varnish(''),
    ...nothingWrong,
  },
  {
    name: 'decides as an answer leaves',
    behind: allowing('never'),
    primedBy: 'https://other.example',
    setting: varnish(`sub vcl_backend_response { unset beresp.http.${allowOrigin}; }
sub vcl_deliver {
  if (req.http.Origin == "${app}") { set resp.http.${allowOrigin} = req.http.Origin; }
  set resp.http.Vary = "Origin";
}`),
    ...nothingWrong,
  },
  {
    name: 'allows everybody as an answer leaves',
    behind: (behind) => void behind.disable('x-powered-by'),
    setting: varnish(`sub vcl_deliver { set resp.http.${allowOrigin} = "*"; }`),
    ...nothingWrong,
  },
];
