import type videojs from 'video.js';
import type { PlayerTask } from '../../../../model/lab/loaders/player-task';
import { scriptBeside } from '../script-beside';
import { makePlace, silence, type Player } from './player';
import { createTurns } from './turns';

type Task = Extract<PlayerTask, { kind: 'vhs' }>;

/** What plays, and the playlist that it has read. */
interface Tech {
  readonly vhs?: { readonly playlists: { media(): { readonly segments: readonly object[] } | undefined } };
  on(event: 'retryplaylist', listener: () => void): void;
}

/** Beside others it may hear nothing of a refusal. */
const takeTurn = createTurns();

/** https://github.com/videojs/http-streaming#withcredentials */
export async function openVhs(url: string, { withCredentials }: Task): Promise<Player> {
  const create = await scriptBeside<typeof videojs>('heavy/video-hls.js', 'videojs');
  const free = await takeTurn();
  const place = makePlace();
  const element = document.createElement('audio');
  place.append(element);
  const player = create(element, {
    preload: 'auto',
    // Chromium would play it by itself.
    html5: { vhs: { withCredentials, overrideNative: true } },
  });
  let said: Pick<MediaError, 'code' | 'message'> | undefined;
  let isSilent = false;
  let tech: Tech | undefined;
  // player.error() is null again as soon as its element begins to load, and nothing more is said: `handleTechLoadStart_`.
  player.on('error', () => (said ??= player.error() ?? undefined));
  player.src({ src: url, type: 'application/x-mpegURL' });
  return {
    sound: new Promise((resolve) => {
      player.ready(() => {
        tech = player.tech({ IWillNotUseThisInPlugins: true });
        // Of what it asks for again and again it tells the page nothing: this event is its own.
        tech.on('retryplaylist', () => (isSilent = true));
        resolve(place.querySelector('audio')!);
      });
    }),
    failure() {
      if (said) return { error: { name: `error ${said.code}`, message: said.message } };
      isSilent ||= tech?.vhs?.playlists.media()?.segments.length === 0;
      return isSilent ? { error: { name: silence.name, message: silence.message } } : undefined;
    },
    close() {
      player.dispose();
      place.remove();
      free();
    },
  };
}
