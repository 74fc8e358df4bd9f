import type { Cell } from '../../model/measurement';
import type { PageId } from '../../model/pages';
import type { Drained } from '../../model/probe';

/** A page of the lab, open in a browser, with its probe. */
export interface LabPage {
  start(cells: readonly Cell[], concurrency: number): Promise<void>;
  drain(): Promise<Drained>;
  readonly close: () => Promise<void>;
}

/** A running browser, whatever drives it. */
export interface BrowserSession {
  readonly engine: Engine;
  /** The browser's own version. */
  readonly version: string;
  /** Which build it is and where it came from. */
  readonly build: string;
  /** Opens a page in a profile of its own. */
  openPage(page: PageId): Promise<LabPage>;
  close(): Promise<void>;
}

export const engines = ['chromium', 'firefox'] as const;
export type Engine = (typeof engines)[number];
