import { customHeader, scriptRequestWith } from './asked-requests';
import { byElement, byFetch, byXhr, told } from './player-rows';
import type { Loader } from './probe-task';

const threeTells = told(
  'three.js',
  'AudioLoader of three.js calls onError with what fetch() says, such as "Failed to fetch", or with \'fetch for "…" responded with 403\'.',
);
const crunkerTells = told(
  'crunker',
  'fetchAudio() of crunker rejects with what fetch() says, such as "Failed to fetch". It does not look at the status: of a refusal in words it says that they do not decode. It has no option for credentials.',
);
const pizzicatoTells = told(
  'Pizzicato',
  'Pizzicato never calls back where its request comes to a network error, such as CORS makes: it writes to the console alone. It does not look at the status, and calls back with an error where the bytes do not decode. It has no option for credentials.',
);
const soundjsTells = told(
  'SoundJS',
  'SoundJS fires "fileerror", which has no reason: the cause is in the console alone. Of bytes that do not decode it fires nothing.',
);
const buzzTells = told(
  'buzz',
  'buzz fires "sourceerror": its source is a <source> element, and getErrorCode() says 0.',
);

const three = (option: string | null, withCredentials: boolean): Loader =>
  byFetch(threeTells(option), { kind: 'three', withCredentials, header: null }, withCredentials);

const soundjs = (option: string | null, withCredentials: boolean): Loader =>
  byXhr(soundjsTells(option), { kind: 'soundjs', html: false, withCredentials }, withCredentials);

const buzz = (option: string | null, crossorigin: 'anonymous' | null, taps = false): Loader =>
  byElement(buzzTells(option), { kind: 'buzz', crossorigin, taps }, crossorigin);

/** Libraries of games and of sound effects, which load short sounds whole. */
export const enginePlayers = {
  three: three(null, false),
  'three-credentials': three('setWithCredentials(true)', true),
  'three-header': {
    ...three("setRequestHeader({ 'X-Song': … })", false),
    probe: { kind: 'three', withCredentials: false, header: customHeader[1] },
    asks: [{ file: 'song', request: scriptRequestWith(customHeader) }],
  },
  crunker: byFetch(crunkerTells(null), { kind: 'crunker' }),
  pizzicato: byXhr(pizzicatoTells(null), { kind: 'pizzicato' }),
  soundjs: soundjs(null, false),
  'soundjs-credentials': soundjs('{ src, withCredentials: true }', true),
  'soundjs-html': byElement(
    soundjsTells('registerPlugins([HTMLAudioPlugin])'),
    { kind: 'soundjs', html: true, withCredentials: false },
    null,
  ),
  buzz: buzz(null, null),
  'buzz-anonymous': buzz("{ crossOrigin: 'anonymous' }", 'anonymous'),
  'buzz-web-audio': buzz('{ webAudioApi: true }', null, true),
  'buzz-web-audio-anonymous': buzz("{ webAudioApi: true, crossOrigin: 'anonymous' }", 'anonymous', true),
} satisfies Record<string, Loader>;
