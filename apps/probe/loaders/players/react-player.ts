import type { ErrorData } from 'hls.js';
import type { PlayerTask } from '../../../../model/lab/loaders/player-task';
import { loadBound, poll } from '../../../shared/bounds';
import { scriptBeside } from '../script-beside';
import { makePlace, silence, type Player } from './player';

type Task = Extract<PlayerTask, { kind: 'reactplayer' }>;
type HlsTask = Extract<PlayerTask, { kind: 'reactplayerhls' }>;

interface Scripts {
  readonly ReactPlayer: object;
  readonly createElement: (component: object, props: object) => object;
  readonly createRoot: (place: HTMLElement) => { render(element: object): void; unmount(): void };
}

/** hls.js. */
interface Hls {
  on(event: 'hlsError', listener: (event: string, data: Pick<ErrorData, 'fatal'>) => void): void;
  destroy(): void;
}

/** What it plays HLS by: https://github.com/muxinc/media-elements/tree/main/packages/hls-video-element */
interface HlsVideo extends HTMLElement {
  readonly nativeEl: HTMLVideoElement;
  api: Hls | null;
}

/** Renders the component into a place of its own. */
async function render(props: object): Promise<{ readonly place: HTMLElement } & Pick<Player, 'close'>> {
  const { ReactPlayer, createElement, createRoot } = await scriptBeside<Scripts>(
    'heavy/react-player.js',
    'REACT_PLAYER',
  );
  const place = makePlace();
  const root = createRoot(place);
  root.render(createElement(ReactPlayer, { preload: 'auto', ...props }));
  return {
    place,
    close() {
      root.unmount();
      place.remove();
    },
  };
}

/** https://github.com/cookpete/react-player#usage */
export async function openReactPlayer(url: string, { crossorigin }: Task): Promise<Player> {
  const { place, close } = await render({
    src: url,
    ...(crossorigin !== null && { crossOrigin: crossorigin }),
  });
  const element = () => place.querySelector('audio') ?? undefined;
  return { sound: poll(element, loadBound, 'react-player to make an element'), close };
}

/** The players that hls.js has told of an end. Nothing tells the page. */
const ended = new WeakSet<Hls>();

/** An element begins to load before it is in the page, and may hear of a refusal before it is. */
const listenFirst = async (): Promise<void> => {
  const { prototype } = await customElements.whenDefined('hls-video');
  Object.defineProperty(prototype, 'api', {
    set(this: HlsVideo, api: Hls | null) {
      Object.defineProperty(this, 'api', { value: api, writable: true });
      api?.on('hlsError', (_event, { fatal }) => fatal && ended.add(api));
    },
  });
};
let listening: Promise<void> | undefined;

/** https://github.com/cookpete/react-player#config-prop */
export async function openReactPlayerHls(url: string, { withCredentials }: HlsTask): Promise<Player> {
  listening ??= listenFirst();
  const config = { hls: { xhrSetup: (xhr: XMLHttpRequest) => void (xhr.withCredentials = true) } };
  const { place, close } = await render({ src: url, ...(withCredentials && { config }) });
  let hls: Hls | undefined;
  const element = (): HTMLVideoElement | undefined => {
    const hlsVideo = place.querySelector<HlsVideo>('hls-video');
    hls = hlsVideo?.api ?? undefined;
    return hls && hlsVideo!.nativeEl;
  };
  return {
    sound: poll(element, loadBound, 'react-player to play by hls.js'),
    failure: () =>
      hls && ended.has(hls) ? { error: { name: silence.name, message: silence.message } } : undefined,
    close() {
      // It would go on loading without its element.
      hls?.destroy();
      close();
    },
  };
}
