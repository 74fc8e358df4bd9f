import { lastLoadOf, type LoaderName } from './loaders';
import type { ProbeTask } from './probe-task';

/** Libraries whose scripts are larger than all else that a page of the lab loads: a clone has them, and the package has not. */
const heavy: readonly ProbeTask['kind'][] = [
  'babylon',
  'phaser',
  'pixi',
  'playcanvas',
  'shaka',
  'dash',
  'vhs',
  'threemedia',
  'mediaelement',
  'mediachrome',
  'meyda',
  'standardized',
  'vidstack',
  'amplitude',
  'jplayer',
  'reactplayer',
  'reactplayerhls',
  'soundmanager',
  'aplayer',
];

export const isHeavy = (loader: LoaderName): boolean => heavy.includes(lastLoadOf(loader).probe.kind);
