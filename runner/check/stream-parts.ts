import { Parser } from 'm3u8-parser';

/** The parts of an HLS stream that are looked at. Those with `audio-` are of a rendition of its own. */
export const partNames = [
  'playlist',
  'variant',
  'audio-playlist',
  'key',
  'init',
  'first-segment',
  'last-segment',
  'newest-segment',
  'audio-key',
  'audio-init',
  'audio-first-segment',
  'audio-last-segment',
  'audio-newest-segment',
] as const;
type PartName = (typeof partNames)[number];

export interface StreamPart {
  readonly part: PartName;
  readonly url: string;
  /** The value of the `Range` that asks for it; null if it is a file of its own. */
  readonly range: string | null;
}

/** More variants of a stream than these are of one kind, and are not asked for. */
const mostVariants = 4;

interface ByteRange {
  readonly length: number;
  readonly offset: number;
}
interface Segment {
  readonly uri: string;
  readonly byterange?: ByteRange;
  readonly key?: { readonly uri?: string };
  readonly map?: { readonly uri?: string; readonly byterange?: ByteRange };
}

const rangeOf = (range: ByteRange | undefined): string | null =>
  range ? `bytes=${range.offset}-${range.offset + range.length - 1}` : null;

/** Whether a text is a playlist (https://www.rfc-editor.org/rfc/rfc8216#section-4.3.1.1). */
export const isPlaylist = (text: string): boolean => /^\ufeff?#EXTM3U(?:\s|$)/.test(text);

/** The parts that a playlist names, those of http and https: of a master playlist others, of a media playlist the ends. */
export function partsOf(text: string, base: string, isAudio: boolean): StreamPart[] {
  const parser = new Parser();
  parser.push(text);
  parser.end();
  const { manifest } = parser;
  const part = (part: PartName, uri: string | undefined, range: string | null = null): StreamPart[] => {
    const url = uri === undefined ? null : URL.parse(uri, base);
    return url && /^https?:$/.test(url.protocol) ? [{ part, url: url.href, range }] : [];
  };
  const playlists = (manifest.playlists ?? []) as readonly { readonly uri: string }[];
  if (playlists.length > 0) {
    const groups = Object.values(manifest.mediaGroups?.AUDIO ?? {}) as Record<
      string,
      { readonly uri?: string }
    >[];
    const renditions = groups.flatMap((group) => Object.values(group));
    return [
      ...playlists.slice(0, mostVariants).flatMap(({ uri }) => part('variant', uri)),
      ...renditions
        .filter(({ uri }) => uri !== undefined)
        .slice(0, 1)
        .flatMap(({ uri }) => part('audio-playlist', uri)),
    ];
  }
  const segments = manifest.segments as readonly Segment[];
  const [first] = segments;
  const last = segments.at(-1);
  if (!first || !last) return [];
  const name = (each: 'key' | 'init' | 'first-segment' | 'last-segment' | 'newest-segment'): PartName =>
    isAudio ? `audio-${each}` : each;
  return [
    ...part(name('key'), first.key?.uri),
    ...part(name('init'), first.map?.uri, rangeOf(first.map?.byterange)),
    ...part(name('first-segment'), first.uri, rangeOf(first.byterange)),
    ...(last === first
      ? []
      : part(name(manifest.endList ? 'last-segment' : 'newest-segment'), last.uri, rangeOf(last.byterange))),
  ];
}
