import { scriptRequest } from './asked-requests';
import { byElement, told } from './player-rows';
import type { PlayerTask } from './player-task';
import type { Loader } from './probe-task';

const amplitudeTells = told(
  'Amplitude.js',
  'Amplitude.js calls its error callback, without a reason: that is in the error of its element, code 4. A refused waveform it does not tell of at all.',
);
const vidstackTells = told(
  'vidstack',
  'vidstack fires "error" with the code of the MediaError, 4, and its message.',
);
const reactPlayerTells = told(
  'react-player',
  'react-player calls onError with the event of its element, whose error has code 4.',
);
const jplayerTells = told(
  'jPlayer',
  'jPlayer fires "jPlayer_error" with e_url, "Media URL could not be loaded." It has no option for crossorigin.',
);
const mediaelementTells = told(
  'MediaElement.js',
  'MediaElement.js fires "error": "Media error: Format(s) not supported or source(s) not found".',
);
const mediaChromeTells = told(
  'media-chrome',
  'media-chrome says nothing itself: the element that the page puts into it fires "error".',
);
const meydaTells = told(
  'Meyda',
  'Meyda says nothing itself: the element that the page gives it fires "error". What plays without CORS it takes for silence: its features are those of zeros.',
);
const standardizedTells = told(
  'standardized-audio-context',
  'standardized-audio-context says nothing itself: the element that the page gives it fires "error".',
);
const soundmanagerTells = told(
  'SoundManager 2',
  'SoundManager 2 calls onload(false), without a reason. It has no option for crossorigin.',
);
const aplayerTells = told(
  'APlayer',
  'APlayer fires "error" and shows "An audio error has occurred." It has no option for crossorigin.',
);
const threeTells = told(
  'three.js',
  'three.js says nothing itself: the element that the page gives to setMediaElementSource() fires "error".',
);

type OwnCrossorigin = Extract<PlayerTask, { kind: 'meyda' }>['crossorigin'];

const vidstack = (option: string | null, crossorigin: OwnCrossorigin): Loader =>
  byElement(vidstackTells(option), { kind: 'vidstack', crossorigin }, crossorigin);

const reactPlayer = (option: string | null, crossorigin: OwnCrossorigin): Loader =>
  byElement(reactPlayerTells(option), { kind: 'reactplayer', crossorigin }, crossorigin);

/** What plays an element of the page's own, which has the attribute or has not. */
const ofOwnElement =
  (tells: typeof meydaTells, kind: 'mediaelement' | 'mediachrome' | 'meyda' | 'standardized') =>
  (option: string | null, crossorigin: OwnCrossorigin): Loader =>
    byElement(tells(option), { kind, crossorigin }, crossorigin);

const mediaelement = ofOwnElement(mediaelementTells, 'mediaelement');
const mediaChrome = ofOwnElement(mediaChromeTells, 'mediachrome');
const meyda = ofOwnElement(meydaTells, 'meyda');
const standardized = ofOwnElement(standardizedTells, 'standardized');

const ownAnonymous = '<audio crossorigin>';

/** Libraries that leave the song to a media element, and give it controls or listen to it. */
export const elementPlayers = {
  amplitude: byElement(amplitudeTells(null), { kind: 'amplitude', waveform: false }, null),
  // As soon as its element may play, it asks once more for the whole song, to draw it.
  'amplitude-waveform': {
    ...byElement(
      amplitudeTells('class="amplitude-wave-form" in the page'),
      { kind: 'amplitude', waveform: true },
      'anonymous',
    ),
    beside: { ask: { file: 'song', request: scriptRequest(false) }, when: 'played', isHeard: false },
  },
  vidstack: vidstack(null, null),
  'vidstack-anonymous': vidstack("crossOrigin: 'anonymous'", 'anonymous'),
  'react-player': reactPlayer(null, null),
  'react-player-anonymous': reactPlayer('crossOrigin="anonymous"', 'anonymous'),
  jplayer: byElement(jplayerTells(null), { kind: 'jplayer' }, null),
  mediaelement: mediaelement(null, null),
  'mediaelement-anonymous': mediaelement(ownAnonymous, 'anonymous'),
  'media-chrome': mediaChrome(null, null),
  'media-chrome-anonymous': mediaChrome(ownAnonymous, 'anonymous'),
  meyda: meyda(null, null),
  'meyda-anonymous': meyda(ownAnonymous, 'anonymous'),
  'standardized-audio-context': standardized(null, null),
  'standardized-audio-context-anonymous': standardized(ownAnonymous, 'anonymous'),
  soundmanager2: byElement(soundmanagerTells(null), { kind: 'soundmanager' }, null),
  aplayer: byElement(aplayerTells(null), { kind: 'aplayer' }, null),
  'three-media-element': byElement(
    threeTells('setMediaElementSource(<audio>)'),
    { kind: 'threemedia', crossorigin: null },
    null,
  ),
  'three-media-element-anonymous': byElement(
    threeTells('setMediaElementSource(<audio crossorigin>)'),
    { kind: 'threemedia', crossorigin: 'anonymous' },
    'anonymous',
  ),
} satisfies Record<string, Loader>;
