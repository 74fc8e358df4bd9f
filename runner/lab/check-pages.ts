import { areOlderThanSources, whyNotBuilt } from '../../setup/built-pages';
import { LabFailure } from '../common/lab-failure';

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
