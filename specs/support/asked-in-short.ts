import { elementPlayers } from '../../model/lab/loaders/element-players';
import { enginePlayers } from '../../model/lab/loaders/engine-players';
import { gamePlayers } from '../../model/lab/loaders/game-players';
import { mediaSourcePlayers } from '../../model/lab/loaders/media-source-players';
import { streamPlayers } from '../../model/lab/loaders/stream-players';
import type { LoaderName } from '../../model/lab/loaders/loaders';
import type { PolicyName } from '../../model/lab/policies';
import type { EngineName } from '../../model/evidence/engine';
import type { Scenario } from '../../model/scenarios/build/scenario';
import { playerPageMatrix } from '../../model/scenarios/matrix/player-pages';
import { asksAll } from './asks-all';

/** Where libraries that load short sounds differ: in what they ask, how often, and with which credentials. */
const differing: readonly PolicyName[] = ['none', 'wildcard', 'exact-credentials', 'forbidden', 'bad-bytes'];
const players = [elementPlayers, enginePlayers, gamePlayers, streamPlayers, mediaSourcePlayers];
/** Ways to set up a library that ask as another one of it does. */
const alike: readonly LoaderName[] = [
  'howler-authorization',
  'howler-queued-play',
  'tone-buffers',
  'wavesurfer-heard',
  'wavesurfer-blob-type',
  'wavesurfer-own-media',
  'wavesurfer-own-media-heard',
  'wavesurfer-own-media-anonymous-heard',
  'wavesurfer-web-audio',
  'wavesurfer-web-audio-credentials',
];
const several = new Set([...players.flatMap((some) => Object.keys(some)), ...alike]);
/** Of those that ask again, which takes seconds, and of those that are alike. */
const slow = new Set<string>([...Object.keys(streamPlayers), ...alike]);
const telling: readonly PolicyName[] = ['none', 'exact-credentials'];
/** Of those that leave the song to an element: that it loads at all. With crossorigin they do as without. */
const ofElements = new Map(
  Object.entries(elementPlayers).map(([name, { probe }]) => {
    const isAnonymous = 'crossorigin' in probe && probe.crossorigin !== null;
    return [name, isAnonymous ? [] : (['exact-credentials'] satisfies PolicyName[])] as const;
  }),
);
/** Of those that play streams, which takes longer. */
const streaming = new Set(Object.keys(mediaSourcePlayers));
const playing: readonly PolicyName[] = ['exact-credentials'];

function policiesInShort(loader: string): readonly PolicyName[] {
  if (streaming.has(loader)) return playing;
  return ofElements.get(loader) ?? (slow.has(loader) ? telling : differing);
}

/** Whether `npm test` asks a scenario: of all those of many libraries it asks a part, for its time. */
export const isAskedInShort = ({ page, loader, policy, claims }: Scenario): boolean => {
  if (asksAll) return true;
  if (claims.every((number) => number === playerPageMatrix.number)) return false;
  // As over https.
  if (page === 'http-localhost' && loader === 'audio-worklet') return false;
  return !several.has(loader) || policiesInShort(loader).includes(policy);
};

/** Why `npm test` does not ask an engine of it: libraries ask alike in each, and Firefox takes long. */
export const whyNotIn = (engine: EngineName, { loader }: Scenario): string | undefined =>
  !asksAll && engine === 'firefox' && several.has(loader)
    ? 'npm run test:all asks these libraries in Firefox'
    : undefined;
