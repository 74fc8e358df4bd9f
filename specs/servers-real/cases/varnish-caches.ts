import type { Express } from 'express';
import { varnish } from './varnish';
import { allowOrigin, app, letsOthersIn, nothingWrong, refusedByCors, type ServerCase } from './server-case';

const bare = (behind: Express): void => void behind.disable('x-powered-by');

const listing = (behind: Express) =>
  void behind.disable('x-powered-by').use((req, res, next) => {
    if (req.headers.origin === app) res.set(allowOrigin, app);
    next();
  });

export const varnishCacheCases: readonly ServerCase[] = [
  {
    name: 'keeps an answer for each page, and does not say so to browsers',
    behind: listing,
    primedBy: null,
    setting: varnish('sub vcl_hash { hash_data(req.http.Origin); }'),
    ...letsOthersIn,
    holes: ['missing-vary'],
    recipe: 'varnish',
  },
  {
    name: 'drops the query, and keeps what an element without CORS got',
    behind: listing,
    primedBy: null,
    setting: (place, fix) =>
      varnish(fix ? '' : 'sub vcl_recv { set req.url = regsub(req.url, "\\?.*$", ""); }')(place, fix),
    loads: refusedByCors,
    cause: 'allow-origin-missing',
    root: 'cache-without-vary',
    holes: ['missing-vary'],
    recipe: 'varnish',
  },
  {
    name: 'drops the query, and keeps what another page got',
    primedBy: 'https://other.example',
    behind: (behind) =>
      void behind.disable('x-powered-by').use((req, res, next) => {
        if ([app, 'https://other.example'].includes(req.headers.origin ?? ''))
          res.set(allowOrigin, req.headers.origin);
        next();
      }),
    setting: (place, fix) =>
      varnish(fix ? '' : 'sub vcl_recv { set req.url = regsub(req.url, "\\?.*$", ""); }')(place, fix),
    loads: refusedByCors,
    cause: 'allow-origin-mismatch',
    root: 'cache-without-vary',
    holes: ['missing-vary'],
    recipe: 'varnish',
  },
  {
    name: 'gives back what Origin the first to ask had',
    behind: bare,
    primedBy: 'https://other.example',
    setting: varnish(
      `sub vcl_backend_response { if (bereq.http.Origin) { set beresp.http.${allowOrigin} = bereq.http.Origin; } }`,
    ),
    loads: refusedByCors,
    cause: 'allow-origin-mismatch',
    root: 'cache-without-vary',
    holes: ['reflects-any-origin', 'missing-vary'],
    recipe: 'varnish',
  },
  {
    name: 'sets everybody over the list behind',
    behind: listing,
    primedBy: null,
    setting: varnish(`sub vcl_deliver { set resp.http.${allowOrigin} = "*"; }`),
    ...nothingWrong,
  },
  {
    name: 'redirects in vcl_synth, and has the line in vcl_deliver alone',
    behind: bare,
    path: '/old.mp3',
    setting: varnish(`sub vcl_recv { if (req.url == "/old.mp3") { return (synth(301, "Moved")); } }
sub vcl_synth { if (resp.status == 301) { set resp.http.Location = "/tone.mp3"; return (deliver); } }
sub vcl_deliver { set resp.http.${allowOrigin} = "*"; }`),
    loads: refusedByCors,
    cause: 'allow-origin-missing',
    root: 'redirect-without-header',
    recipe: 'varnish',
    notPutIn: 'the redirect is in the same subs',
  },
];
