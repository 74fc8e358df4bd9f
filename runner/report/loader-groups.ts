import {
  lastLoadOf,
  loaderNames,
  loaderOf,
  loaderTitle,
  stepsOf,
  type LoaderName,
} from '../../model/lab/loaders/loaders';
import { songLoaders } from '../../model/lab/loaders/song-loaders';
import type { ProbeTask } from '../../model/lab/loaders/probe-task';
import { groupBy } from '../lists/group-by';
import { columnsOf, section } from './tables';

const byLibrary = 'A player library from npm, set up as its own page says';

const titles: Readonly<Record<ProbeTask['kind'], string>> = {
  element: 'A media element, tapped by Web Audio',
  swap: 'An <audio> element whose src changes while it plays',
  fetch: 'fetch(), its bytes decoded by Web Audio',
  xhr: 'XMLHttpRequest, its bytes decoded by Web Audio',
  hls: 'A stream',
  sources: 'Two <source> elements in one <audio>, of which the first that plays counts',
  'buffer-source': 'A song that script decodes, and plays by an AudioContext',
  worklet: 'A module of an AudioWorklet, which gives sound by itself',
  catalog: 'A URL out of a catalog',
  injection: 'A script that an attacker brought in',
  howler: byLibrary,
  wavesurfer: byLibrary,
  tone: byLibrary,
  videojs: byLibrary,
  plyr: byLibrary,
  three: byLibrary,
  threemedia: byLibrary,
  mediaelement: byLibrary,
  mediachrome: byLibrary,
  meyda: byLibrary,
  standardized: byLibrary,
  vidstack: byLibrary,
  amplitude: byLibrary,
  jplayer: byLibrary,
  reactplayer: byLibrary,
  reactplayerhls: byLibrary,
  soundmanager: byLibrary,
  aplayer: byLibrary,
  crunker: byLibrary,
  pizzicato: byLibrary,
  soundjs: byLibrary,
  buzz: byLibrary,
  phaser: byLibrary,
  pixi: byLibrary,
  playcanvas: byLibrary,
  babylon: byLibrary,
  shaka: byLibrary,
  dash: byLibrary,
  vhs: byLibrary,
  hlsjs: byLibrary,
  preload: 'A <link rel=preload>, then a load of the same URL',
};

/** The title of a loader's group. */
function groupOf(name: LoaderName): string {
  const [first, second] = stepsOf(name);
  const { kind } = loaderOf(first.loader).probe;
  return second && kind !== 'preload' ? 'Two loads of one URL, one after the other' : titles[kind];
}

/** A loader as JSON has it. */
export interface ListedLoader {
  readonly name: LoaderName;
  readonly group: string;
  readonly title: string;
  /** Whether `earshot predict` takes it. */
  readonly predictable: boolean;
  /** Whether `earshot check` takes it. */
  readonly checkable: boolean;
}

/** Every loader, what it does, and its group. */
export const listedLoaders = (predictable: readonly LoaderName[]): ListedLoader[] =>
  loaderNames.map((name) => ({
    name,
    group: groupOf(name),
    title: stepsOf(name).length > 1 ? loaderTitle(name) : lastLoadOf(name).title,
    predictable: predictable.includes(name),
    checkable: songLoaders.includes(name),
  }));

const markOf = ({ predictable, checkable }: ListedLoader): string =>
  predictable ? '' : checkable ? ' *' : ' **';

/** The loaders for a person, group by group. */
export function loaderGroups(loaders: readonly ListedLoader[]): string {
  const groups = [...groupBy(loaders, ({ group }) => group)];
  return [
    ...groups.flatMap(([group, some]) =>
      section(group, columnsOf(some.map((each) => [each.name + markOf(each), each.title]))),
    ),
    '',
    '* npx earshot predict does not take it: it is a library. npx earshot check does.',
    '** Neither takes it: it makes several requests, or does not play.',
    "What comes of one: npx earshot explain 'http/audio/other-site/wildcard', with its name as the second part.",
  ]
    .join('\n')
    .trimStart();
}
