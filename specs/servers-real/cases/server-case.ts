import type { Express } from 'express';
import type { ServerName } from '../../../model/advice/recipes';
import type { Hole } from '../../../model/check/holes-of';
import type { Root } from '../../../model/check/root';
import type { LoaderName } from '../../../model/lab/loaders/loaders';
import type { Reason } from '../../../model/standards/reason';
import type { CheckedLoad } from '../../../runner/check/check-result';
import type { Place, Setting } from '../start-server';

/** What comes of each load, in either engine; the first is the one that counts. */
export type Loads = Partial<Record<LoaderName, CheckedLoad['outcome']>>;

/** A server as people have it, and what is true of it, told by whoever wrote it and not by the check. */
export interface ServerCase {
  /** A claim. */
  readonly name: string;
  /**
   * How it is set up.
   * @param fix texts of a recipe, in place of the person's own lines of CORS; null leaves those
   */
  readonly setting: (place: Place, fix: readonly string[] | null) => Setting;
  /** The server behind it, where it is a proxy: what stands before the songs. */
  readonly behind?: (app: Express) => void;
  /** The page; `https://app.example` unless said. */
  readonly page?: string;
  /** `/tone.mp3` unless said. */
  readonly path?: string;
  /** Who asked before: their `Origin`, or null for none. */
  readonly primedBy?: string | null;
  /** What the person says it is, where no header line tells. */
  readonly server?: ServerName;
  readonly loads: Loads;
  readonly cause: Reason | null;
  readonly root: Root | null;
  readonly holes?: readonly Hole[];
  /** The product that the check writes configuration for; null where no configuration of headers would help, or is needed. */
  readonly recipe: ServerName | null;
  /** Whether a fix was seen to help; unless said, where configuration is written. */
  readonly isProven?: boolean;
  /** The host that the configuration is for; that of the song unless said. */
  readonly fixedAt?: string;
  /** Why the configuration is not put in; it is unless said. */
  readonly notPutIn?: string;
  /** Whether it is for the way to the song alone, and not for each status of the song. */
  readonly isFixedOnWay?: true;
}

/** No header line lets a page read: an element without `crossorigin` plays. */
export const refused = {
  'audio-anonymous': 'blocked',
  'fetch-same-origin': 'blocked',
  audio: 'opaque',
} as const satisfies Loads;

export const readable = {
  'audio-anonymous': 'readable',
  'fetch-same-origin': 'readable',
  audio: 'opaque',
} as const satisfies Loads;

/** The same, of one load: it is not the outcome that such a case is about. */
export const refusedByCors = { 'audio-anonymous': 'blocked' } as const satisfies Loads;

/** There is no song, for nobody. */
export const gone = { 'audio-anonymous': 'blocked', audio: 'blocked' } as const satisfies Loads;

/** What is true where all is well. */
export const nothingWrong = { loads: readable, cause: null, root: null, recipe: null } as const;

/** The page reads it, and so may somebody who should not. */
export const letsOthersIn = { ...nothingWrong, loads: { 'audio-anonymous': 'readable' } } as const;

export const allowOrigin = 'Access-Control-Allow-Origin';
export const app = 'https://app.example';
