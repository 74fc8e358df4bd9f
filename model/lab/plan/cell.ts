import type { HeaderLine } from '../../http/headers';
import type { ExchangeCase, FetchOptions } from '../../standards/exchange-case';
import type { LoaderName, SingleLoaderName } from '../loaders/loaders';

/** A `fetch()` in all that script can say of it. */
export interface FetchRequest extends FetchOptions {
  readonly mode: 'cors' | 'no-cors' | 'same-origin';
  readonly credentials: 'omit' | 'same-origin' | 'include';
  readonly method: string;
  readonly headers: readonly HeaderLine[];
}

/** A `<source>`. */
export interface SourceElement {
  readonly url: string;
  /** Absent if it is null. */
  readonly type: string | null;
}

/** One load that a probe is asked to do. */
export interface Cell {
  /** Fresh for each load; every server records what it saw under it. */
  readonly token: string;
  readonly loader: LoaderName | SingleLoaderName;
  readonly url: string;
  /** A fetch of its own instead of the loader's; its body is not listened to. */
  readonly request?: FetchRequest;
  /** The `<source>` elements that an element loads from, in place of its `src`. */
  readonly sources?: readonly SourceElement[];
  /** What may come has no end: script reads a part of it, and leaves the rest. */
  readonly endless?: true;
  /** How loud its element is; as loud as it comes, if it is absent. */
  readonly sound?: Pick<ExchangeCase['request'], 'muted' | 'volume'>;
  /** The song is somebody else's: any sound counts, and no more than the beginning is read. */
  readonly anySong?: true;
  /** How long such a load may take in the page, in milliseconds, where that is not as usual. */
  readonly bound?: number;
  /** The path of a module that loads in the loader's place: a player of somebody's own. */
  readonly ownPlayer?: string;
  /** Visited with credentials before the load: sets the session cookie. */
  readonly logIn?: string;
  /** The page's own song, for elements that are swapped from it or to it. */
  readonly ownSong?: string;
  /** A page of another origin of the same site, for loads that are done in a frame. */
  readonly frame?: string;
  /** The page of the same origin that a script is injected into, all but what it repeats. */
  readonly hole?: string;
  /** Where an injected script sends what it read. */
  readonly collector?: string;
}
