import { startLab, type Lab, type LabOptions } from '../../servers/lab';
import { attachLab } from './attach-lab';
import type { LabAddress } from './lab-address';
import { checkPages } from './check-pages';

/**
 * The embedded lab, once its pages are known to be whole.
 * @throws LabFailure where its pages are not built
 * @throws PortError where a port is taken
 */
export async function openLab(options: LabOptions): Promise<Lab> {
  checkPages();
  return startLab(options);
}

/**
 * The lab whose player is at the URL `attach`; without one, the embedded lab. Also with a lab that runs elsewhere, pages
 * from the local disk are those that were built here.
 * @throws LabFailure where no lab answers there, or the pages are not built
 */
export async function openLabAt(
  attach: string | undefined,
  options: LabOptions,
): Promise<LabAddress & { close(): Promise<void> }> {
  checkPages();
  return attach === undefined ? startLab(options) : attachLab(attach);
}
