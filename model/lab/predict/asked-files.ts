import type { Url } from '../../http/url';
import type { Fetched } from '../../standards/fetch-state';
import type { KnownFile, NamedFile } from '../loaders/loader';
import type { Hop } from '../plan/cells';
import { policyOf } from '../policies';
import { bareSong } from '../topology/bare-song';
import { nextSongs, nextSongUrl, type NextSong } from '../loaders/next-song';
import { pageSpec } from '../topology/pages';
import { placeOfPart, streamFiles, type NamedPart } from '../topology/stream';
import { workletFile } from '../topology/worklet';
import { originOf } from '../topology/topology';
import { domainOf } from './lab-servers';
import type { Setting } from './setting';

/** An answer that came. */
export type Came = Extract<Fetched, { readonly failure: null }>;

/** Where a load finds a file: its URL, its name at the server, and the hops that its request passes. */
interface FilePlace {
  readonly url: string;
  readonly file: string;
  readonly hops: readonly Hop[];
}

/** Where the playlist at `base` says that its key or its segment is; what it says is relative to its own URL after redirects. */
function urlOfPart({ cell, ports }: Setting, part: NamedPart, base: Url): string {
  const place = cell.hops.at(-1)!.policy.hls?.[placeOfPart(part)];
  const isHere = place === undefined || place.to === 'same-server';
  const scheme = base.scheme === 'https' ? 'https' : 'http';
  const origin = isHere ? base.origin : originOf(ports, place.to, scheme, domainOf(base));
  return `${origin}/${streamFiles[part]}?t=${cell.token}`;
}

const partOfStream =
  (part: NamedPart) =>
  (setting: Setting, playlist: Came): FilePlace => ({
    url: urlOfPart(setting, part, playlist.url),
    file: streamFiles[part],
    hops: setting.cell.stream?.[placeOfPart(part)] ?? setting.hops,
  });

const nextSong =
  (which: NextSong) =>
  ({ cell }: Setting): FilePlace => ({
    url: nextSongUrl(cell.url, which),
    file: 'song.mp3',
    hops: [{ server: cell.hops[0]!.server, policy: policyOf(nextSongs[which]) }],
  });

const atCdn =
  (file: string) =>
  ({ cell, hops }: Setting): FilePlace => ({ url: cell.url, file, hops });

/** Where the page finds each file whose URL it knows. */
export const knownFiles: Readonly<Record<KnownFile, (setting: Setting) => FilePlace>> = {
  song: (setting) => atCdn(setting.hops[0]!.policy.file ?? 'tone.mp3')(setting),
  'next-song': nextSong('next-song'),
  'missing-song': nextSong('missing-song'),
  'bare-song': atCdn(bareSong),
  'own-song': ({ cell }) => ({
    url: cell.ownSong ?? '',
    file: 'song.mp3',
    hops: [{ server: pageSpec(cell.scenario.page).server, policy: policyOf('none') }],
  }),
  catalog: atCdn('songs'),
  playlist: atCdn(streamFiles.playlist),
  'open-playlist': atCdn(streamFiles['open-playlist']),
  manifest: atCdn(streamFiles.manifest),
  worklet: atCdn(workletFile),
};

/** Where it finds each file that another one names. */
export const namedFiles: Readonly<Record<NamedFile, (setting: Setting, naming: Came) => FilePlace>> = {
  'catalog-song': ({ hops }, { url, sent }) => ({
    url: `${url.origin}/song.mp3`,
    file: 'song.mp3',
    hops: hops.slice(sent.filter(({ kind }) => kind === 'request').length - 1),
  }),
  key: partOfStream('key'),
  segment: partOfStream('segment'),
  init: partOfStream('init'),
  fragment: partOfStream('fragment'),
};
