import { requestOf } from '../loaders/loader-request';
import type { SingleLoaderName } from '../loaders/loaders';
import type { Url } from '../../http/url';
import { streamFiles, type StreamPart } from '../topology/stream';
import { originOf } from '../topology/topology';
import { domainOf } from './lab-servers';
import { load } from './load';
import type { Conclusion, Setting } from './setting';

/** Where the playlist at `base` says that its key or its segment is; what it says is relative to its own URL after redirects. */
function urlOfPart({ cell, ports }: Setting, part: Exclude<StreamPart, 'playlist'>, base: Url): string {
  const place = cell.hops.at(-1)!.policy.hls?.[part];
  const isHere = place === undefined || place.to === 'same-server';
  const scheme = base.scheme === 'https' ? 'https' : 'http';
  const origin = isHere ? base.origin : originOf(ports, place.to, scheme, domainOf(base));
  return `${origin}/${streamFiles[part]}?t=${cell.token}`;
}

/**
 * An HLS stream: playlist, key and segment are requests of their own, and each must be readable. The MediaSource that
 * they are put into is none: https://html.spec.whatwg.org/multipage/media.html#concept-media-load-resource has it local.
 */
export function loadStream(setting: Setting, loader: SingleLoaderName, target: string): Conclusion {
  const request = requestOf(loader);
  const { fetched, heard } = load(setting, request, target, streamFiles.playlist);
  if (heard.outcome !== 'readable' || fetched?.failure !== null) return { ...heard, part: 'playlist' };
  for (const part of ['key', 'segment'] as const) {
    const hops = setting.cell.stream?.[part] ?? setting.hops;
    const url = urlOfPart(setting, part, fetched.url);
    const { heard: found } = load({ ...setting, hops, cache: new Map() }, request, url, streamFiles[part]);
    if (found.outcome !== 'readable') return { ...found, part };
  }
  return heard;
}
