import type { AskedRequest } from '../../standards/request';
import type { NextSong } from './next-song';

/** A file whose URL the page knows: the scenario's song, the one that a `<source>` after it names, by a name without extension too, the page's own, what names other files, or a script that gives sound. */
export type KnownFile =
  | 'song'
  | NextSong
  | 'bare-song'
  | 'own-song'
  | 'catalog'
  | 'playlist'
  | 'open-playlist'
  | 'manifest'
  | 'worklet';

/** A file whose URL the page reads in a file before it. */
const namedFiles = ['catalog-song', 'key', 'segment', 'init', 'fragment'] as const;
export type NamedFile = (typeof namedFiles)[number];

export type AskedFile = KnownFile | NamedFile;
export const isNamed = (file: AskedFile): file is NamedFile =>
  (namedFiles as readonly AskedFile[]).includes(file);

/** One request of a loader. One for a named file is made only if the file before it came. */
export interface Ask {
  readonly file: AskedFile;
  readonly request: AskedRequest;
}

/** A player library, as the page sets it up. */
export interface Library {
  readonly name: string;
  /** What the page tells it besides the URL, as its code says it; null for what it does by default. */
  readonly option: string | null;
  /** What the page hears of a refusal from it. */
  readonly tells: string;
}

/** How often a library makes a request again by itself, after one that came to nothing. */
export interface Again {
  /** How many more times at most. */
  readonly times: number;
  /** Whether a network error is such a one. */
  readonly afterNetworkError: boolean;
  /** The lowest status of an answer that is such a one; null where none is. */
  readonly fromStatus: number | null;
}

/** What a library asks for by a media element, where its request comes to a network error. */
export interface Fallback {
  readonly ask: Ask;
  /** Whether the page then hears that element. */
  readonly isHeard: boolean;
}

/** What a library asks for besides its own request, of the same song, most often by a media element. */
export interface Beside {
  readonly ask: Ask;
  /**
   * At once, as an element of the page's own does; where the type of what came is none that an element plays; in the place of what
   * came, where that does not say its length; or by script, after an element that has the song.
   */
  readonly when: 'always' | 'odd-type' | 'no-length' | 'played';
  /** Whether what counts is the sound of that element, and not what the library decoded of its request. */
  readonly isHeard: boolean;
}

/** A way for a page to load audio: all that predicting, judging and measuring a load must know of it. */
export interface Loader<Task> {
  readonly title: string;
  /** What does it in the page. */
  readonly probe: Task;
  /** Its requests, in order. */
  readonly asks: readonly Ask[];
  /** What plays the song: a media element by itself, one by a MediaSource, script that decodes its bytes, or has an AudioContext play them. */
  readonly plays: 'element' | 'media-source' | 'bytes' | 'context' | 'nothing';
  /** What makes its request, if a page can make another request by it, or tell its library to. */
  readonly api: 'element' | 'fetch' | 'xhr' | 'hls' | null;
  /** The AudioContext that taps the element does not run. */
  readonly suspended: boolean;
  /** The browser may make the same request as often as it likes. */
  readonly retries: boolean;
  /** What comes is kept for a later load that makes the same request. */
  readonly preloads: boolean;
  /** It is a script in the text of the page, put there by somebody else, that sends off what it reads. */
  readonly injected: boolean;
  /** The library from npm that does it, and what it is told; null where the page does it itself. */
  readonly library: Library | null;
  /** What it does where its request comes to a network error; at once, where the page is over https and the song is not. */
  readonly fallback: Fallback | null;
  /** What it asks for besides its request. */
  readonly beside: Beside | null;
  /** The destination of the request for a `blob:` URL by which it plays what came; null where it makes none. */
  readonly blob: 'audio' | '' | null;
  /** It finds out the type first, by HEAD, and by a GET of its own where that fails; what no element plays it does not ask for. */
  readonly typed: boolean;
  /** It asks for one after the other, until one plays. */
  readonly untilOnePlays: boolean;
  /** It asks at once for all that a playlist or a manifest names, whatever comes of one. */
  readonly together: boolean;
  /** How often its library asks again; null where it asks once. */
  readonly again: Again | null;
}
