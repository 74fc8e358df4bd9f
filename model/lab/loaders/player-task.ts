/** What the probe does by a player library, and what it tells it. */
export type PlayerTask =
  | { readonly kind: 'howler'; readonly html5: boolean; readonly withCredentials: boolean }
  | { readonly kind: 'wavesurfer'; readonly peaks: boolean; readonly credentials: 'same-origin' | 'include' }
  | { readonly kind: 'tone' }
  | {
      readonly kind: 'videojs';
      readonly crossorigin: 'anonymous' | 'use-credentials' | null;
      /** Whether the song is among the options, or is told afterwards. */
      readonly source: 'option' | 'call';
    }
  | { readonly kind: 'plyr'; readonly crossorigin: 'anonymous' | 'use-credentials' | null };
