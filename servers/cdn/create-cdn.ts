import { randomUUID } from 'node:crypto';
import express, { Router, type Express, type Request, type Response } from 'express';
import type { Logger } from 'pino';
import { bareSong } from '../../model/lab/topology/bare-song';
import { streamFiles, streamPartAt } from '../../model/lab/topology/stream';
import { workletFile } from '../../model/lab/topology/worklet';
import { serverSpec, type Ports, type ServerName } from '../../model/lab/topology/topology';
import { audioFile, audioFileNames, decoyFile, type AudioFile, type AudioFileName } from '../audio/library';
import { streamFile } from '../audio/stream-files';
import { workletModule } from '../audio/worklet-file';
import { policyFromSegment } from './ad-hoc-policy';
import { addHeaderLines, createCorsHandlers, linesByHand } from './answer-headers';
import { songs } from './catalog';
import { checkHost, type HostOptions } from '../http/check-host';
import { answerErrors, BadRequest, checkRequest, notFound, refuseMethod } from '../http/errors';
import { hangsUpOnPreflight, strikeBeforeAnswer } from './faults';
import { createLedger, type Ledger } from './ledger';
import { ledgerRoutes } from './ledger-routes';
import { queryOf } from '../http/query';
import { sendAudio } from './send-audio';
import { sendJson } from '../http/send-json';
import { logIn, requireAccess } from './session';
import { swallowBody } from '../http/swallow-body';
import { placeUrl, urlsInPlaylist } from './urls-in-playlist';
import type { Policy } from '../../model/lab/policies/policy';

export interface CdnOptions extends HostOptions {
  readonly log: Logger;
  readonly ledger?: Ledger;
  /** A host whose pages, at the default ports, the policies know for the player's. */
  readonly app?: string | undefined;
}

const isAudioFileName = (name: string | undefined): name is AudioFileName =>
  audioFileNames.includes(name as AudioFileName);

const schemeOf = (req: Request) => (req.secure ? 'https' : 'http');

function redirect(req: Request, res: Response, to: NonNullable<Policy['redirect']>, ports: Ports): void {
  res.setHeader('Location', `${placeUrl(req, to, ports)}${req.path}${queryOf(req.url)}`);
  res.status(to.status).end();
}

/** Hands on what is asked of a file after its first byte, to the server's second host. */
function handOn(req: Request, res: Response, { parts }: Policy, server: ServerName): boolean {
  const [first, second = first] = serverSpec(server).hosts;
  const { host = '' } = req.headers;
  const isLater = /^bytes=0*[1-9]/.test(req.headers.range ?? '');
  if (parts?.rest !== 'other-host' || !isLater || !host.startsWith(`${first}.`)) return false;
  res.setHeader('Location', `${schemeOf(req)}://${host.replace(first, second)}${req.originalUrl}`);
  res.status(302).end();
  return true;
}

/** A file of the server, or a part of its HLS stream; undefined if it has none of this name. */
function findFile(
  file: string,
  req: Request,
  policy: Policy,
  { server, ports }: CdnOptions,
): AudioFile | undefined {
  const part = streamPartAt(`/${file}`);
  if (part) return streamFile(server, part, urlsInPlaylist(req, policy, ports));
  if (file === workletFile) return workletModule(server);
  const name = file === bareSong ? 'tone.mp3' : file;
  return isAudioFileName(name) ? audioFile(server, name) : undefined;
}

/** What every path of a policy answers: the preflight, its headers, then the file, the catalog or the log-in. */
function policyRouter(policyFor: (req: Request) => Policy, options: CdnOptions): Router {
  const { server, ports, app } = options;
  const corsFor = createCorsHandlers({ ports, app });
  const router = Router({ mergeParams: true });

  router.use((req, res, next) => {
    const policy = policyFor(req);
    res.locals.policy = policy;
    const isPreflight =
      req.method === 'OPTIONS' && req.headers['access-control-request-method'] !== undefined;
    const lines = linesByHand(req, policy, isPreflight, { ports, app });
    if (isPreflight && hangsUpOnPreflight(policy, res)) return;
    if (isPreflight && policy.preflight) {
      addHeaderLines(res, lines);
      res.status(policy.preflight.status).end();
      return;
    }
    // First the application, then the proxy before it: lines set by hand come on top of what `cors` says.
    corsFor(policy, req)(req, res, () => {
      addHeaderLines(res, lines);
      // Safari waits for a body where no length says that there is none, as the `cors` package knows.
      if (req.method === 'OPTIONS') res.status(204).set('Content-Length', '0').end();
      else strikeBeforeAnswer(policy, res, next);
    });
  });
  router.all('/login', (req, res) => logIn(req, res, res.locals.policy as Policy));
  router.get('/:file', (req, res) => {
    const policy = res.locals.policy as Policy;
    const { file } = req.params;
    const found = findFile(file, req, policy, options);
    if (file !== 'songs' && !found) {
      const known = ['songs', ...audioFileNames, workletFile, ...Object.values(streamFiles)].join(', ');
      throw new BadRequest(404, 'file', file, `is not here; there are ${known}`);
    }
    if (policy.redirect) return void redirect(req, res, policy.redirect, ports);
    if (handOn(req, res, policy, server)) return;
    if (req.method === 'HEAD' && policy.head === 'refused') {
      res.setHeader('Allow', 'GET');
      throw new BadRequest(405, 'method', req.method, 'is refused by this policy');
    }
    requireAccess(req, res, policy);
    if (policy.status !== undefined) {
      throw new BadRequest(
        policy.status,
        'policy.status',
        policy.status,
        'is the status that this policy asks for',
      );
    }
    if (!found) sendJson(res, songs(req, server));
    else sendAudio(req, res, policy.body ? decoyFile(policy.body) : found, policy);
  });
  router.all('/:file', refuseMethod);
  router.use(notFound);
  return router;
}

/** Bytes that a page may send to be collected; an injected script sends what it read of one song. */
const maxCollected = 1_000_000;

const tokenOf = (url: string): string | undefined => /[?&]t=([\w-]{1,64})(?:&|$)/.exec(url)?.[1];

/**
 * One mock CDN. At its root it follows its own policy; `/p/<policy>/` asks for any other. Each has
 * `tone.{mp3,wav,ogg,flac}`, `song.mp3`, an HLS stream, the module of an AudioWorklet, the catalog `songs` and, where it has sessions, `login`.
 */
export function createCdn(options: CdnOptions): Express {
  const { server, ports, log, ledger = createLedger(server) } = options;
  const instance = randomUUID();
  const spec = serverSpec(server);
  const own = policyFromSegment(spec.ownPolicy);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');

  app.use(checkRequest, checkHost(options));
  app.get('/health', (_req, res) => void res.json({ status: 'ok', server, instance }));
  app.use(ledgerRoutes(ledger, instance, ports));
  app.use((req, res, next) => {
    const token = tokenOf(req.url);
    if (token !== undefined) ledger.record(token, req, res);
    log.debug({ server, method: req.method, url: req.url, origin: req.headers.origin }, 'request');
    next();
  });
  app.post('/collect', (req, res, next) => {
    swallowBody(req, maxCollected).then(() => res.status(204).end(), next);
  });
  app.get('/', (_req, res) => {
    const files = [...audioFileNames, ...Object.values(streamFiles), 'songs'];
    res.json({ server, title: spec.title, ownPolicy: spec.ownPolicy, files, policies: '/p/<policy>/<file>' });
  });
  app.use(
    '/p/:policy',
    policyRouter((req) => policyFromSegment(req.params.policy as string), options),
  );
  app.use(policyRouter(() => own, options));
  app.use(answerErrors(log));
  return app;
}
