/** What leaves the song to a media element that has the attribute or has not. */
interface ByElement<K> {
  readonly kind: K;
  readonly crossorigin: 'anonymous' | null;
}

/** What the probe does by a player library, and what it tells it. */
export type PlayerTask =
  | {
      readonly kind: 'howler';
      readonly html5: boolean;
      readonly withCredentials: boolean;
      /** The value of that header, if it sends one. */
      readonly authorization: string | null;
      /** Whether it is told to play before it has loaded. */
      readonly queued: boolean;
    }
  | {
      readonly kind: 'wavesurfer';
      /** What it is given besides a URL, or in its place. */
      readonly way: 'url' | 'blob-type' | 'peaks' | 'media' | 'media-anonymous' | 'web-audio';
      readonly credentials: 'same-origin' | 'include';
      /** Whether its element is tapped; if not, what it decoded is looked at. */
      readonly heard: boolean;
    }
  | { readonly kind: 'tone'; readonly by: 'player' | 'buffers' }
  | {
      readonly kind: 'videojs';
      readonly crossorigin: 'anonymous' | 'use-credentials' | null;
      /** Whether the song is among the options, or is told afterwards. */
      readonly source: 'option' | 'call';
    }
  | { readonly kind: 'plyr'; readonly crossorigin: 'anonymous' | 'use-credentials' | null }
  | {
      readonly kind: 'three';
      readonly withCredentials: boolean;
      /** The value of an `X-Song` header, if it sends one. */
      readonly header: string | null;
    }
  | ByElement<'threemedia'>
  | ByElement<'mediaelement'>
  | ByElement<'mediachrome'>
  | ByElement<'meyda'>
  | ByElement<'standardized'>
  | ByElement<'vidstack'>
  | {
      readonly kind: 'amplitude';
      /** Whether it draws the song, for which it asks once more and taps its element. */
      readonly waveform: boolean;
    }
  | ByElement<'reactplayer'>
  | { readonly kind: 'reactplayerhls'; readonly withCredentials: boolean }
  | { readonly kind: 'jplayer' }
  | { readonly kind: 'soundmanager' }
  | { readonly kind: 'aplayer' }
  | { readonly kind: 'crunker' }
  | { readonly kind: 'pizzicato' }
  | { readonly kind: 'soundjs'; readonly html: boolean; readonly withCredentials: boolean }
  | {
      readonly kind: 'buzz';
      readonly crossorigin: 'anonymous' | null;
      /** Whether it taps its element itself. */
      readonly taps: boolean;
    }
  | {
      readonly kind: 'phaser';
      /** What is told to send credentials: its loader as a whole, or the file. */
      readonly credentials: 'loader' | 'file' | null;
      readonly html5: boolean;
    }
  | { readonly kind: 'pixi'; readonly legacy: boolean }
  | { readonly kind: 'playcanvas' }
  | { readonly kind: 'babylon'; readonly streaming: boolean }
  | {
      readonly kind: 'shaka';
      readonly withCredentials: boolean;
      /** Whether it hands the URL itself to the element. */
      readonly plain: boolean;
    }
  | { readonly kind: 'dash'; readonly withCredentials: boolean }
  | { readonly kind: 'vhs'; readonly withCredentials: boolean }
  | {
      readonly kind: 'hlsjs';
      readonly withCredentials: boolean;
      /** Whether its xhrSetup sets a header of its own. */
      readonly header: boolean;
      /** Whether it asks by fetch(). */
      readonly progressive: boolean;
    };
