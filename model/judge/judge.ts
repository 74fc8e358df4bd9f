import { diagnose, failedPartOf } from './diagnose';
import type { Reason } from '../standards/reason';
import { lastLoadOf, singleSpec, type LoaderName } from '../lab/loaders/loaders';
import type { LabError, Ladder } from '../evidence/measurement';
import type { Exchange } from '../evidence/exchange';
import type { PageEvidence } from '../evidence/page-evidence';
import type { Outcome } from '../standards/outcome';
import type { Client } from '../standards/client';
import type { StreamPart } from '../lab/topology/stream';

/** What both ends saw of one load. */
export interface Evidence {
  /** The page, as its policies leave it. */
  readonly client: Client;
  readonly loader: LoaderName;
  readonly url: string;
  /** Where loads in a frame are done. */
  readonly frame?: string | undefined;
  /** The tone of the server that the load leads to, in Hz. */
  readonly tone: number;
  readonly seen: PageEvidence;
  readonly wire: readonly Exchange[];
}

interface Judgement {
  readonly outcome: Outcome | 'inconclusive';
  readonly reason: Reason | null;
  /** Of an HLS stream, the part that kept it from being readable. */
  readonly part: StreamPart | null;
  readonly ladder: Ladder;
  readonly labError?: LabError;
}

function outcomeOf(loader: LoaderName, seen: PageEvidence): Outcome {
  if (seen.tone !== null && seen.tone > 0) return 'readable';
  const { kind } = singleSpec(lastLoadOf(loader));
  if (seen.suspended && seen.accepted) return 'opaque';
  const opaque = kind === 'fetch' ? seen.response?.type === 'opaque' : seen.advances && seen.tone === 0;
  return opaque ? 'opaque' : 'blocked';
}

/** Whether an element played to an end, and gave but pieces of its sound: every file of the lab holds a tone. */
const holdsNoTone = ({ advances, tone, error, response, suspended }: PageEvidence): boolean =>
  advances && tone === null && error === undefined && response === undefined && !suspended;

function labErrorOf({ seen, wire, tone }: Evidence): LabError | undefined {
  if (seen.timedOut !== undefined) {
    return { code: 'probe-timeout', message: `the page waited in vain for ${seen.timedOut}` };
  }
  if (seen.tone !== null && seen.tone > 0 && seen.tone !== tone) {
    return { code: 'wrong-tone', message: `heard ${seen.tone} Hz where ${tone} Hz was expected` };
  }
  if (holdsNoTone(seen)) {
    return {
      code: 'no-tone',
      message: 'the element gave sound in which the tone of no server could be heard',
    };
  }
  if (seen.accepted && wire.length === 0) {
    return { code: 'ledger-lost', message: 'the page got an answer that no server has in its ledger' };
  }
  return undefined;
}

/** Judges one load by the evidence of both ends. A failure of the lab is `inconclusive`, never `blocked`. */
export function judge(evidence: Evidence): Judgement {
  const { client, loader, url, frame, tone, seen, wire } = evidence;
  const { accepted, metadata, advances } = seen;
  const ladder: Ladder = { sent: wire.length > 0, accepted, metadata, advances, tone: seen.tone === tone };
  const labError = labErrorOf(evidence);
  if (labError) return { outcome: 'inconclusive', reason: null, part: null, ladder, labError };
  const outcome = outcomeOf(loader, seen);
  if (seen.suspended && outcome === 'opaque') {
    return { outcome, reason: 'context-suspended', part: null, ladder };
  }
  const reason = diagnose({ client, loader, url, outcome, wire, frame });
  return { outcome, reason, part: reason && failedPartOf({ loader, wire }), ladder };
}
