import type Hls from 'hls.js';
import type { ErrorData, FragmentLoaderConstructor, LoadPolicy } from 'hls.js';
import { loadBound } from '../../shared/bounds';
import type { Findings } from '../../shared/findings';
import { tapElement } from '../../shared/hearing';
import { atMost } from './at-most';
import { makeElement, playAndWatch, release } from './element';
import { scriptBeside } from './script-beside';

type Player = typeof Hls;

/** Each request is made once, and has a bound. */
const once: LoadPolicy = {
  default: {
    maxTimeToFirstByteMs: loadBound,
    maxLoadTimeMs: loadBound,
    timeoutRetry: null,
    errorRetry: null,
  },
};

/** Loads a segment after its key: hls.js would ask for both at once, and which of them comes first is a race. */
function loadAfter(keyLoaded: Promise<void>, { DefaultConfig }: Player): FragmentLoaderConstructor {
  const Loader = DefaultConfig.loader as FragmentLoaderConstructor;
  return class extends Loader {
    override load(...load: Parameters<InstanceType<FragmentLoaderConstructor>['load']>): void {
      void keyLoaded.then(() => super.load(...load));
    }
  };
}

/** hls.js tries on after most errors; here the first that concerns the stream itself ends the load. */
function endsLoad({ fatal, type, details }: ErrorData, { ErrorTypes, ErrorDetails }: Player): boolean {
  const { FRAG_PARSING_ERROR, FRAG_DECRYPT_ERROR } = ErrorDetails;
  const concerns = details === FRAG_PARSING_ERROR || details === FRAG_DECRYPT_ERROR;
  return fatal || concerns || type === ErrorTypes.NETWORK_ERROR;
}

function findingsOf({ details, error }: ErrorData): Pick<Findings, 'error' | 'timedOut'> {
  const timedOut = details.endsWith('TimeOut') ? { timedOut: `hls.js: ${details}` } : {};
  return { error: { name: details, message: error.message }, ...timedOut };
}

/** Each stream is parsed and decrypted by script: more of them at once would come to their bounds on a busy machine. */
const inTurn = atMost(6);

/** Plays the HLS stream at `url` as soon as few enough others are played. */
export const loadStream = (url: string, withCredentials: boolean, patience: number): Promise<Findings> =>
  inTurn(() => playStream(url, withCredentials, patience));

/** Plays the HLS stream at `url` by hls.js, in an element tapped by Web Audio, and lets it go. */
async function playStream(url: string, withCredentials: boolean, patience: number): Promise<Findings> {
  const Player = await scriptBeside<Player>('hls.js', 'Hls');
  const element = makeElement(null);
  const tap = await tapElement(element);
  let tellKey: () => void = () => undefined;
  const keyLoaded = new Promise<void>((resolve) => (tellKey = resolve));
  const hls = new Player({
    enableWorker: false,
    manifestLoadPolicy: once,
    playlistLoadPolicy: once,
    keyLoadPolicy: once,
    fragLoadPolicy: once,
    fLoader: loadAfter(keyLoaded, Player),
    xhrSetup: (xhr) => void (xhr.withCredentials = withCredentials),
  });
  let failure: ErrorData | undefined;
  hls.on(Player.Events.KEY_LOADED, () => tellKey());
  hls.on(Player.Events.ERROR, (_event, data) => {
    if (endsLoad(data, Player)) failure ??= data;
  });
  try {
    // A MediaSource that the page's own policy forbids never opens, and then nothing is asked for.
    hls.on(Player.Events.MEDIA_ATTACHED, () => hls.loadSource(url));
    hls.attachMedia(element);
    return await playAndWatch(element, tap, patience, () => failure && findingsOf(failure));
  } finally {
    hls.destroy();
    release(element, tap);
  }
}
