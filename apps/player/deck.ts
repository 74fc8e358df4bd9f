import { find, makeIcon } from './dom';
import { createListener, type Heard } from './hearing-line';
import { createSpectrum } from './spectrum';
import type { Tap } from '../shared/hearing';

export interface Deck {
  /** Puts another element on the deck; the one before is let go. `silent` says why there is no tap. */
  readonly attach: (element: HTMLAudioElement, tap: Tap | null, title: string, silent?: string) => void;
  readonly play: () => void;
  readonly pause: () => void;
}

interface DeckOptions {
  /** What is played, for the names of the controls: "the local song". */
  readonly name: string;
  /** Before the person plays, still within the click: the time to tap. */
  readonly prepare?: () => Promise<Tap | null>;
  readonly onPlay: () => void;
}

const lookEvery = 150;

/** Seconds as minutes and seconds. */
function formatTime(seconds: number): string {
  const whole = Number.isFinite(seconds) ? Math.floor(seconds) : 0;
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** Sound must be coming by now: a load that is refused is not paused either. */
const isPlaying = ({ paused, error, readyState, currentTime }: HTMLMediaElement): boolean =>
  !paused && !error && readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && currentTime > 0;

function letGo(element: HTMLAudioElement): void {
  element.pause();
  element.removeAttribute('src');
  element.srcObject = null;
  // Without this the old song would go on loading.
  element.load();
}

/** The player's controls around an `<audio>` element: play and pause, the position, and what Web Audio hears. */
export function createDeck(root: HTMLElement, { name, prepare, onPlay }: DeckOptions): Deck {
  const template = find('#deck-template', HTMLTemplateElement);
  root.append(template.content.cloneNode(true));
  root.setAttribute(
    'aria-label',
    name.replace(/^./, (first) => first.toUpperCase()),
  );
  const toggle = find('button', HTMLButtonElement, root);
  const seek = find('input', HTMLInputElement, root);
  const time = find('[data-part=time]', HTMLElement, root);
  const hears = find('[data-part=hears]', HTMLElement, root);
  const spectrum = createSpectrum(find('.spectrum', HTMLElement, root));
  seek.setAttribute('aria-label', `Position in ${name}`);

  let element: HTMLAudioElement | undefined;
  let tap: Tap | null = null;
  let silent: string | undefined;
  let listen: (() => Heard) | undefined;
  let detach = new AbortController();

  const showHeard = ({ what, says }: Heard): void => {
    if (root.dataset.hears !== what) {
      root.dataset.hears = what;
      spectrum.recolour();
    }
    if (hears.textContent !== says) hears.textContent = says;
  };
  const look = (): void => {
    if (silent !== undefined) showHeard({ what: 'nothing', says: `nothing (${silent})` });
    else if (element?.error) showHeard({ what: 'nothing', says: 'nothing (the song did not load)' });
    else if (!element || !isPlaying(element)) showHeard({ what: 'nothing', says: 'nothing (not playing)' });
    else if (listen) showHeard(listen());
  };
  const showState = (): void => {
    const playing = element !== undefined && !element.paused && !element.error;
    root.dataset.playing = String(playing);
    toggle.setAttribute('aria-label', `${playing ? 'Pause' : 'Play'} ${name}`);
    toggle.replaceChildren(makeIcon(playing ? 'pause' : 'play'));
    toggle.disabled = element?.error != null;
    // What a library plays by itself, which an element only hands on, has no end and no places.
    const { duration = 0 } = element ?? {};
    seek.disabled = toggle.disabled || !(duration > 0 && Number.isFinite(duration));
    look();
  };
  const showTime = (): void => {
    const { currentTime = 0, duration = 0 } = element ?? {};
    seek.max = String(Number.isFinite(duration) ? duration : 0);
    seek.value = String(currentTime);
    time.textContent = `${formatTime(currentTime)} / ${formatTime(duration)}`;
    seek.setAttribute('aria-valuetext', `${formatTime(currentTime)} of ${formatTime(duration)}`);
  };
  const setTap = (next: Tap | null): void => {
    tap = next;
    listen = next ? createListener(next) : undefined;
    if (next) spectrum.draw(next);
  };

  const play = (): void => {
    // A refusal to play shows on the element itself, as an error.
    element?.play().catch(() => undefined);
    if (prepare && !tap)
      void prepare().then((made) => {
        silent = made ? undefined : 'the audio clock stands still';
        if (made) setTap(made);
      });
  };

  toggle.addEventListener('click', () => {
    if (element?.paused === false) element.pause();
    else play();
  });
  seek.addEventListener('input', () => {
    if (element) element.currentTime = seek.valueAsNumber;
  });
  setInterval(look, lookEvery);

  return {
    attach(next, nextTap, title, why) {
      detach.abort();
      detach = new AbortController();
      if (element) letGo(element);
      tap?.release();
      element = next;
      silent = why;
      setTap(nextTap);
      find('[data-part=title]', HTMLElement, root).textContent = title;
      const { signal } = detach;
      for (const event of ['play', 'pause', 'ended', 'error', 'emptied', 'durationchange'])
        next.addEventListener(event, showState, { signal });
      for (const event of ['timeupdate', 'seeked', 'durationchange'])
        next.addEventListener(event, showTime, { signal });
      next.addEventListener('play', onPlay, { signal });
      root.hidden = false;
      showState();
      showTime();
    },
    play,
    pause: () => element?.pause(),
  };
}
