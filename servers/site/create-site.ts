import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express } from 'express';
import type { LabJson } from '../../model/evidence/lab-json';
import { audioFile } from '../audio/library';
import { checkHost } from '../http/check-host';
import { createCdn, type CdnOptions } from '../cdn/create-cdn';
import { answerErrors, checkRequest } from '../http/errors';
import { sendAudio } from '../cdn/send-audio';
import { labPages } from './lab-pages';
import { serveFolder, serveScripts } from './serve-folder';

/** Where `npm run build` puts the player and the probe. */
const built = join(__dirname, '..', '..', 'apps', 'dist');

export interface SiteOptions extends CdnOptions {
  /** SHA-256 of the public key of the lab's leaf certificate, base64. */
  readonly spki: string;
  /** What opens the pages that are there to be misused. */
  readonly secret: string;
  /** A folder whose scripts are served under `/lab/own/`. */
  readonly ownScripts?: string | undefined;
}

/**
 * A site: the player at `/` with its local song, the lab's pages under `/lab/`, and everything that a CDN answers,
 * so that a page has a same-origin CDN as well.
 */
export function createSite(options: SiteOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  const { ports, spki, secret, ownScripts } = options;
  app.use(checkRequest, checkHost(options));
  app.get(
    '/lab.json',
    (_req, res) => void res.set('Cache-Control', 'no-store').json({ ports, spki, secret } satisfies LabJson),
  );
  if (ownScripts !== undefined) app.use('/lab/own', serveScripts(ownScripts));
  app.use('/lab', labPages(join(built, 'probe'), { ports, secret }));
  app.get('/songs/local.mp3', (req, res) => {
    sendAudio(req, res, audioFile(options.server, 'song.mp3'), { title: 'the local song' });
  });
  app.use('/open', serveFolder(join(built, 'open')));
  app.use(serveFolder(join(built, 'player')));
  app.get('/', (_req, res) => {
    const what = existsSync(built) ? 'has no player in it' : 'is not there';
    res
      .status(503)
      .type('text')
      .send(`The player is not built (apps/dist ${what}): run "npm run build", then reload.\n`);
  });
  app.use(createCdn(options));
  app.use(answerErrors(options.log));
  return app;
}
