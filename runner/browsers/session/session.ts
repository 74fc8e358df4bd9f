import type { Cell } from '../../../model/lab/plan/cell';
import type { PageId } from '../../../model/lab/topology/pages';
import type { LocalNetworkPermission } from '../../../model/standards/local-network-permission';
import type { UserActivation } from '../../../model/standards/user-activation';
import type { EngineName } from '../../../model/evidence/engine';
import type { Drained } from '../../../model/evidence/probe';
import type { Scenario } from '../../../model/scenarios/build/scenario';
import type { BrowserSays } from '../../../model/evidence/measurement';

/** What a browser says of its failed requests in its own tools, by token: each statement once, in the order in which they came. */
export type Said = ReadonlyMap<string, readonly BrowserSays[]>;

/** Gives what has been said since the page opened. */
export type Listener = () => Promise<Said>;

/** A page of the lab, open in a browser, with its probe. */
export interface LabPage {
  start(cells: readonly Cell[], concurrency: number): Promise<void>;
  drain(): Promise<Drained>;
  /**
   * Has requests for URLs that hold one of `parts` go on without a login where a server wants one. For browsers that
   * would ask a person for it; none is there to answer.
   */
  readonly refuseLogins?: (parts: readonly string[]) => Promise<void>;
  /** What the browser says of the page's requests in its own tools; null if it cannot be asked. */
  readonly said: Listener | null;
  /** Has its window forget what it keeps of servers, and stays in the page: nothing may be under way in it. */
  readonly forget?: () => Promise<void>;
  /**
   * Leaves the page, and has its window forget what it keeps of servers.
   * @returns what opens a document in that window, once: a fraction of what a profile of its own costs
   */
  readonly vacate?: () => Promise<OpenProbe>;
  /** For how long nothing may come of it beyond what is usual, in milliseconds: it may be away, and come back. */
  readonly awayBound?: number;
  readonly close: () => Promise<void>;
}

/** What a person permits a page, of the local network. */
export type Permissions = readonly LocalNetworkPermission[];

/** A document with the probe in it, or in a frame. */
export interface ProbeDocument {
  readonly url: string;
  /** In how many frames, one in another, the probe is; 0 if it is in the document itself. */
  readonly depth: number;
  /** A page that is visited in the same profile before, for its cookies. */
  readonly after?: string;
  readonly permissions?: Permissions;
  /** Where a person clicks once it is open; nowhere, if it is absent. */
  readonly userActivation?: UserActivation;
}

/** Opens a document in a profile of its own and waits for its probe. */
export type OpenProbe = (document: ProbeDocument) => Promise<LabPage>;

/** Documents side by side in a profile of their own, each the one frame of a page. */
export interface ProbeFrames {
  /** Opens a document in a frame of a page at the URL `harness`. */
  readonly open: (document: ProbeDocument, harness: string) => Promise<LabPage>;
  readonly close: () => Promise<void>;
}

/** The conditions under which a browser gave its verdicts. */
export interface Profile {
  /** What drives the browser. */
  readonly driver: string;
  /** Where it differs from what people browse with, a phrase each. */
  readonly differs: readonly string[];
}

/** A running browser, whatever drives it. */
export interface BrowserSession {
  readonly engine: EngineName;
  /** The browser's own version. */
  readonly version: string;
  /** Which build it is and where it came from. */
  readonly build: string;
  readonly profile: Profile;
  /** Why this browser cannot be asked a scenario; undefined if it can. */
  readonly leavesOut?: (scenario: Scenario) => string | undefined;
  /** A URL of the lab as this browser must be given it, where that is not as it stands in the topology. */
  readonly spell?: (url: string) => string;
  /** How many loads it can have under way at once without being late with their sound, where that is less than usual. */
  readonly concurrency?: number;
  /** How many cells a page can have before it is slower than a fresh one, where there is such a number. */
  readonly cellsPerPage?: number;
  /** Opens a page in a profile of its own. */
  openPage(page: PageId): Promise<LabPage>;
  close(): Promise<void>;
}
