import type { Exchange } from '../../model/evidence/exchange';
import type { HeaderLine } from '../../model/http/headers';

/** What a lab of this process knows, for those who have only a URL of it. */
export interface OpenLab {
  /** Whether a URL is that of one of its CDNs. */
  readonly has: (url: string) => boolean;
  /** What came for a URL, and followed its redirects, in order of time. */
  readonly wire: (url: string) => readonly Exchange[];
  /** Why nothing can be said of a URL; undefined if something can. */
  readonly whyLost: (url: string) => string | undefined;
  /** The header lines that a page of its own was given. */
  readonly pageLines: (origin: string) => readonly HeaderLine[];
}

const labs: OpenLab[] = [];

/** How many are remembered once they are closed, so that a test that outlives its lab is told so. */
const mostRemembered = 20;

export function rememberLab(lab: OpenLab): void {
  labs.push(lab);
  if (labs.length > mostRemembered) labs.shift();
}

/** The lab of this process that a URL is of, the newest first; undefined if it is of none. */
export const labOf = (url: string): OpenLab | undefined => labs.findLast((lab) => lab.has(url));
