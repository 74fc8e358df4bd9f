import type { Browser } from 'playwright';
import { pageSpec, type PageId } from '../../../model/lab/topology/pages';
import { whyNotThere } from '../../lab/lab-hosts';
import type { LabAddress } from '../../lab/lab-address';
import { openLabPage } from './lab-page';
import type { BrowserSession, OpenProbe, ProbeFrames, Profile } from './session';
import type { EngineName } from '../../../model/evidence/engine';

/** A browser launched for a lab, whatever drives it. */
export interface LaunchedBrowser {
  /** As the browser itself says it. */
  readonly version: string;
  /** The executable, or the server that it runs at, and where it came from. */
  readonly build: string;
  readonly profile: Profile;
  /** Playwright's handle, where Playwright drives it. */
  readonly browser?: Browser;
  /** What it cannot be asked, and how much at once; null if anything. */
  readonly limits: Pick<BrowserSession, 'leavesOut' | 'concurrency' | 'cellsPerPage'> | null;
  /** Whether pages can be at a public address there. */
  readonly hasPublicPages?: boolean;
  readonly openProbe: OpenProbe;
  /** Opens a document in a browser that lets sound begin as it ships, after a click; absent where sound may begin in every document. */
  readonly openAsShipped?: OpenProbe;
  /** Opens documents in frames, where the driver can do it. */
  readonly openFrames?: () => Promise<ProbeFrames>;
  readonly close: () => Promise<void>;
}

const soundsUnasked = 'sound may begin there in every page, clicked in or not';
const noPublicPages = 'it cannot be told that a page is at a public address';

/** A launched browser as the measurement drives it. */
export function sessionOf(
  engine: EngineName,
  { version, build, profile, limits, hasPublicPages = false, ...launched }: LaunchedBrowser,
  { hosts = 'loopback', ...lab }: LabAddress,
): BrowserSession {
  const { openProbe, openAsShipped, close } = launched;
  const openerFor = (page: PageId) => (pageSpec(page).userActivation ? openAsShipped : openProbe);
  return {
    engine,
    version,
    build,
    profile,
    ...limits,
    leavesOut: (scenario) =>
      whyNotThere(scenario, hosts) ??
      (pageSpec(scenario.page).isPublic && !hasPublicPages ? noPublicPages : undefined) ??
      (openerFor(scenario.page) ? undefined : soundsUnasked) ??
      limits?.leavesOut?.(scenario),
    openPage: (page) => openLabPage(openerFor(page) ?? openProbe, lab, page),
    close,
  };
}
