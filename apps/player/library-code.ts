import { taskOf, type LibraryLoader, type OfferedTask } from './libraries';

type Told<K extends OfferedTask['kind']> = Extract<OfferedTask, { kind: K }>;

/** An object of options between `start` and `end`; those that are not told are left out. */
const object = (start: string, options: readonly (string | false)[], end = '});'): string[] => [
  `${start}{`,
  ...options.flatMap((option) => (option === false ? [] : [`  ${option},`])),
  end,
];

function howlerCode(
  url: string,
  { html5, withCredentials, authorization, queued }: Told<'howler'>,
): string[] {
  const made = object('const howl = new Howl(', [
    `src: [${url}]`,
    html5 && 'html5: true',
    withCredentials && 'xhr: { withCredentials: true }',
    authorization !== null && `xhr: { headers: { Authorization: '${authorization}' } }`,
  ]);
  return [...made, queued ? 'howl.play();' : "howl.once('load', () => howl.play());"];
}

function wavesurferCode(url: string, { way, credentials }: Told<'wavesurfer'>): string[] {
  const isOwn = way === 'media' || way === 'media-anonymous';
  const media = [
    'const media = new Audio();',
    ...(way === 'media-anonymous' ? ["media.crossOrigin = 'anonymous';"] : []),
    `media.src = ${url};`,
  ];
  const made = object('WaveSurfer.create(', [
    'container',
    isOwn ? 'media' : `url: ${url}`,
    way === 'peaks' && 'peaks',
    way === 'peaks' && 'duration',
    way === 'blob-type' && "blobMimeType: 'audio/mpeg'",
    way === 'web-audio' && "backend: 'WebAudio'",
    credentials === 'include' && "fetchParams: { credentials: 'include' }",
  ]);
  return [...(isOwn ? media : []), ...made];
}

const toneCode = (url: string, { by }: Told<'tone'>): string[] =>
  by === 'player'
    ? [`const player = new Tone.Player(${url});`, 'player.toDestination().autostart = true;']
    : object('new Tone.ToneAudioBuffers(', [`urls: { song: ${url} }`]);

function videojsCode(url: string, { crossorigin, source }: Told<'videojs'>): string[] {
  const song = `{ src: ${url}, type: 'audio/mpeg' }`;
  const told = [
    crossorigin !== null && `crossOrigin: '${crossorigin}'`,
    source === 'option' && `sources: [${song}]`,
  ];
  const made = told.some(Boolean)
    ? object("const player = videojs('song', ", told)
    : ["const player = videojs('song');"];
  return [...made, ...(source === 'call' ? [`player.src(${song});`] : []), 'player.play();'];
}

function plyrCode(url: string, { crossorigin }: Told<'plyr'>): string[] {
  const attribute =
    crossorigin === null
      ? ''
      : crossorigin === 'anonymous'
        ? ' crossorigin'
        : ` crossorigin="${crossorigin}"`;
  return [
    `// <audio id="song"${attribute}></audio>`,
    "const player = new Plyr('#song');",
    ...object('player.source = ', ["type: 'audio'", `sources: [{ src: ${url}, type: 'audio/mpeg' }]`], '};'),
    'player.play();',
  ];
}

const threeCode = (url: string, { withCredentials, header }: Told<'three'>): string[] => [
  'const loader = new THREE.AudioLoader();',
  ...(withCredentials ? ['loader.setWithCredentials(true);'] : []),
  ...(header === null ? [] : [`loader.setRequestHeader({ 'X-Song': '${header}' });`]),
  `loader.load(${url}, (buffer) => sound.setBuffer(buffer).play());`,
];

function hlsCode(url: string, { withCredentials, header, progressive }: Told<'hlsjs'>): string[] {
  const options = [
    progressive && 'progressive: true',
    withCredentials && 'xhrSetup: (xhr) => (xhr.withCredentials = true)',
    header && "xhrSetup: (xhr) => xhr.setRequestHeader('X-Song', 'tone')",
  ];
  const made = options.some(Boolean) ? object('const hls = new Hls(', options) : ['const hls = new Hls();'];
  return [...made, `hls.loadSource(${url});`, 'hls.attachMedia(audio);', 'audio.play();'];
}

/**
 * The lines that load by a library, as its own documentation writes them.
 * @param url the expression that is the song's URL
 */
export function writeLibraryCode(name: LibraryLoader, url: string): string[] {
  const task = taskOf(name);
  switch (task.kind) {
    case 'howler':
      return howlerCode(url, task);
    case 'wavesurfer':
      return wavesurferCode(url, task);
    case 'tone':
      return toneCode(url, task);
    case 'videojs':
      return videojsCode(url, task);
    case 'plyr':
      return plyrCode(url, task);
    case 'three':
      return threeCode(url, task);
    case 'hlsjs':
      return hlsCode(url, task);
  }
}
