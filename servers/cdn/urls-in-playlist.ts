import type { Request } from 'express';
import type { Place, Policy } from '../../model/lab/policies/policy';
import { placeOfPart, streamFiles, type NamedPart } from '../../model/lab/topology/stream';
import { originOf, type Ports } from '../../model/lab/topology/topology';
import type { PartUrls } from '../audio/stream-texts';
import { policySegment } from './ad-hoc-policy';
import { domainOf } from './answer-headers';
import { queryOf } from '../http/query';

/** Where a policy has something: on this server, or another under the same scheme and domain. */
export function placeUrl(req: Request, { to, policy }: Place, ports: Ports): string {
  const scheme = req.secure ? 'https' : 'http';
  const base = to === 'same-server' ? '' : originOf(ports, to, scheme, domainOf(req));
  return `${base}/p/${policySegment(policy)}`;
}

/** What the playlist that is asked for names, with the query that it is asked with. */
export function urlsInPlaylist(req: Request, { hls = {} }: Policy, ports: Ports): PartUrls {
  // Spelled again, so that nothing in it ends a line or a quoted string of the playlist.
  const query = new URLSearchParams(queryOf(req.url));
  const suffix = query.size > 0 ? `?${query.toString()}` : '';
  const urlOf = (part: NamedPart): string => {
    const place = hls[placeOfPart(part)];
    const folder = place ? `${placeUrl(req, place, ports)}/` : '';
    return `${folder}${streamFiles[part]}${suffix}`;
  };
  return {
    key: urlOf('key'),
    segment: urlOf('segment'),
    init: urlOf('init'),
    fragment: urlOf('fragment'),
  };
}
