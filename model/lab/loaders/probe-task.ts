import type { MediaDestination } from '../../standards/media-destination';
import type { NextSong } from './next-song';
import type { Loader as LoaderOf } from './loader';
import type { PlayerTask } from './player-task';

/** The `crossorigin` content attribute; null if it is absent. */
export type CrossOrigin = 'anonymous' | 'use-credentials' | null;

/** Which of the probe's loaders does it, and what that one is told. The names are those of the Fetch and HTML standards. */
export type ProbeTask =
  | {
      readonly kind: 'element';
      readonly crossorigin: CrossOrigin;
      readonly suspended: boolean;
      readonly name: MediaDestination;
    }
  | {
      readonly kind: 'swap';
      readonly crossorigin: CrossOrigin;
      readonly order: 'own-song-first' | 'own-song-last';
    }
  | {
      readonly kind: 'fetch';
      readonly mode: 'cors' | 'no-cors';
      readonly credentials: 'omit' | 'same-origin' | 'include';
      readonly headers?: Readonly<Record<string, string>>;
      /** `default` if it is absent. */
      readonly cache?: 'reload';
    }
  | { readonly kind: 'xhr'; readonly withCredentials: boolean }
  | { readonly kind: 'hls'; readonly withCredentials: boolean }
  | { readonly kind: 'sources'; readonly crossorigin: CrossOrigin; readonly next: NextSong }
  | { readonly kind: 'buffer-source' }
  | { readonly kind: 'worklet'; readonly credentials: 'same-origin' | 'include' }
  | { readonly kind: 'catalog' }
  | { readonly kind: 'injection' }
  | { readonly kind: 'preload'; readonly as: 'fetch' | 'audio'; readonly crossorigin: CrossOrigin }
  | PlayerTask;

export type Loader = LoaderOf<ProbeTask>;

/** What one of the probe's loaders is told. */
export type Task<K extends ProbeTask['kind']> = Omit<Extract<ProbeTask, { readonly kind: K }>, 'kind'>;
