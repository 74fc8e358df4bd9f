import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Coordinates } from '../../model/lab/plan/coordinates';
import { isHeavy } from '../../model/lab/loaders/heavy-players';
import { areOlderThanSources, whyNotBuilt } from '../../setup/built-pages';
import { LabFailure } from '../failures/lab-failure';

let checked = false;

/**
 * Sees that the pages of the lab are as `npm run build` wrote them, before anything is started; says on standard error when
 * their sources have changed since. Looks once in a process.
 * @throws LabFailure where a file is missing, cut short or changed
 */
export function checkPages(): void {
  if (checked) return;
  const why = whyNotBuilt();
  if (why !== undefined) throw new LabFailure(`Failed to find the built pages: ${why}. Run: npm run build`);
  if (areOlderThanSources())
    process.stderr.write('The built pages are older than their sources. To have them new: npm run build\n');
  checked = true;
}

const heavyPlayers = join(__dirname, '..', '..', 'apps', 'dist', 'probe', 'heavy');

/** Why a scenario cannot be measured here, in a phrase; undefined where it can: the package has not all of the libraries. */
export const whyNotHere = ({ loader }: Pick<Coordinates, 'loader'>): string | undefined =>
  isHeavy(loader) && !existsSync(heavyPlayers)
    ? 'its library is in a clone of Earshot, and not in the package'
    : undefined;
