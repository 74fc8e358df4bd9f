import type { Choices } from './choices';
import { playlistOf, urlFor } from './libraries';
import { writeLibraryCode } from './library-code';

/** The script that the button runs, in the few lines that matter. */
export function writeCode(
  base: string,
  { player, credentials, crossorigin, direct, frame, tap }: Choices,
): string {
  const get = [
    ...(frame ? ['// In <iframe sandbox="allow-scripts">, which hands on what it reads:'] : []),
    `const answer = await fetch('${base}/songs', {`,
    `  credentials: '${credentials}',`,
    '});',
    'const { songs } = await answer.json();',
    '',
  ];
  if (player !== null) {
    const playlist = playlistOf(player);
    const named = playlist === null ? 'songs[0].url' : `new URL('${playlist}', songs[0].url).href`;
    const url = direct ? `'${urlFor(player, `${base}/song.mp3`)}'` : named;
    return [...(direct ? [] : get), ...writeLibraryCode(player, url)].join('\n');
  }
  return [
    ...(direct ? [] : get),
    'const audio = new Audio();',
    ...(crossorigin === 'none' ? [] : [`audio.crossOrigin = '${crossorigin}';`]),
    ...(tap ? ['context.createMediaElementSource(audio)', '  .connect(analyser);'] : []),
    direct ? `audio.src = '${base}/song.mp3';` : 'audio.src = songs[0].url;',
    'audio.play();',
  ].join('\n');
}
