import { statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { shown } from '../../model/http/shown-text';
import { loaderNames, type LoaderName } from '../../model/lab/loaders/loaders';
import type { Scenario } from '../../model/scenarios/build/scenario';
import { meant } from '../given/nearest';
import { UsageError } from '../failures/usage-error';
import type { RunResult } from '../measure/run';
import { selectScenarios } from '../measure/select-scenarios';

interface OwnPlayerOptions {
  readonly player: string;
  /** The loader that is expected to ask as it does. */
  readonly as?: string;
  readonly only: readonly string[];
}

interface OwnPlayer {
  /** Where its module is, for the lab's sites to serve. */
  readonly folder: string;
  readonly told: NonNullable<RunResult['player']>;
  /** Where the page finds it. */
  readonly path: string;
  /** What it is asked for: the scenarios of the loader that it stands in for. */
  readonly scenarios: readonly Scenario[];
}

function loaderNamed(name: string): LoaderName {
  const found = loaderNames.find((each) => each === name);
  if (found) return found;
  throw new UsageError(
    `Failed to read --as: "${shown(name)}" is no loader.${meant(name, loaderNames)} See: npx earshot list --loaders`,
  );
}

/**
 * A player of somebody's own, in the place of a loader.
 * @throws UsageError where there is no such file or loader, or no scenario of that loader is chosen
 */
export function ownPlayerOf({ player, as = 'audio', only }: OwnPlayerOptions): OwnPlayer {
  const file = resolve(player);
  if (!/\.m?js$/.test(file))
    throw new UsageError(
      `Failed to read --player: "${shown(player)}" is no module for a page. Give a .mjs or .js file`,
    );
  if (!statSync(file, { throwIfNoEntry: false })?.isFile())
    throw new UsageError(`Failed to read --player: there is no file "${shown(player)}"`);
  const loader = loaderNamed(as);
  const globs = only.length > 0 ? only : [`http/${loader}/other-site/*`];
  const scenarios = selectScenarios(globs).filter((each) => each.loader === loader);
  if (scenarios.length === 0)
    throw new UsageError(
      `Failed to select scenarios: --only chooses none of the loader "${loader}", which --player stands in for. Choose some, such as 'http/${loader}/other-site/*', or another loader by --as`,
    );
  const name = basename(file);
  return {
    folder: dirname(file),
    told: { file: name, as: loader },
    path: `/lab/own/${encodeURIComponent(name)}`,
    scenarios,
  };
}
