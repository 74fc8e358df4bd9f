import type { PageEvidence } from '../../model/evidence/page-evidence';

/** What a loader finds out, without the frame that the batch puts around it. */
export type Findings = Omit<PageEvidence, 'token' | 'milliseconds'>;

/** The load failed before the page got anything; in the browser's own words. */
export const refused = (error: unknown): Findings => ({ ...nothing, error: wordsOf(error) });

export const nothing = { accepted: false, metadata: false, advances: false, tone: null } as const;

export function wordsOf(error: unknown): { name: string; message: string } {
  if (error instanceof Error || error instanceof DOMException)
    return { name: error.name, message: error.message };
  return { name: 'Error', message: String(error) };
}
