import type { Request } from 'express';
import { serverSpec, type ServerName } from '../../model/lab/topology/topology';
import { queryOf } from '../http/query';

interface Song {
  readonly title: string;
  readonly artist: string;
  /** Absolute, on the server that was asked, under the policy that was asked. */
  readonly url: string;
}

/**
 * The catalog: a song look-up that answers with URLs. `?title=` filters; the rest of the query goes into the URLs.
 * @returns `{ songs }`, empty if no title matches
 */
export function songs(req: Request, server: ServerName): { songs: Song[] } {
  const query = new URLSearchParams(queryOf(req.url));
  const wanted = query.get('title')?.toLowerCase() ?? '';
  query.delete('title');
  const suffix = query.size > 0 ? `?${query.toString()}` : '';
  const base = `${req.secure ? 'https' : 'http'}://${req.headers.host}${req.baseUrl}`;
  const song = {
    title: `Drone in ${serverSpec(server).tone} Hertz`,
    artist: server,
    url: `${base}/song.mp3${suffix}`,
  };
  return { songs: song.title.toLowerCase().includes(wanted) ? [song] : [] };
}
