import { labAddressSpaceOf } from '../lab/topology/page-client';
import { decisiveLoads, type CellOnWire } from './decisive-load';
import { diagnose } from './diagnosis/diagnose';
import { outcomeOf } from './outcome-of';
import type { Reason } from '../standards/reason';
import type { LabError, Ladder } from '../evidence/measurement';
import type { PageEvidence } from '../evidence/page-evidence';
import type { Outcome } from '../standards/outcome';
import type { StreamPart } from '../lab/topology/stream';

/** What both ends saw of one load. */
export interface Evidence extends CellOnWire {
  /** The tone of the server that the load leads to, in Hz. */
  readonly tone: number;
  readonly seen: PageEvidence;
}

interface Judgement {
  readonly outcome: Outcome | 'inconclusive';
  readonly reason: Reason | null;
  /** Of an HLS stream, the part that kept it from being readable. */
  readonly part: StreamPart | null;
  readonly ladder: Ladder;
  readonly labError?: LabError;
}

/** Whether an element played to an end, and gave but pieces of its sound: every file of the lab holds a tone. */
const holdsNoTone = ({ advances, tone, error, response, suspended }: PageEvidence): boolean =>
  advances && tone === null && error === undefined && response === undefined && !suspended;

function labErrorOf({ seen, wire, tone }: Evidence): LabError | undefined {
  if (seen.timedOut !== undefined) {
    return { code: 'probe-timeout', message: `the page timed out waiting for ${seen.timedOut}` };
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

const noDecoder: LabError = {
  code: 'not-playable',
  message: 'this browser has no decoder for FLAC in MP4, which the parts of the stream are',
};

/** Judges one load by the evidence of both ends. A failure of the lab is `inconclusive`, never `blocked`. */
export function judge(evidence: Evidence): Judgement {
  const { tone, seen, wire } = evidence;
  const { accepted, metadata, advances } = seen;
  const ladder: Ladder = { sent: wire.length > 0, accepted, metadata, advances, tone: seen.tone === tone };
  const labError = labErrorOf(evidence);
  if (labError) return { outcome: 'inconclusive', reason: null, part: null, ladder, labError };
  const outcome = outcomeOf(seen);
  if (seen.suspended && outcome === 'opaque') {
    return { outcome, reason: 'context-suspended', part: null, ladder };
  }
  const found = decisiveLoads(evidence).map(({ part, ...load }) => {
    const reason = diagnose({
      ...load,
      outcome,
      isSilenced: seen.notAllowedToPlay === true,
      addressSpaceOf: labAddressSpaceOf,
    });
    return { reason, part: reason && part };
  });
  // What nothing refuses may be so for another request's sake.
  const refused = outcome === 'blocked' ? found.find(({ reason }) => reason !== 'decode') : undefined;
  const decisive = refused ?? found.at(-1)!;
  // The song may be well: this browser cannot tell, or its library does not even ask for it.
  const isUndecided = decisive.reason === 'decode' || (decisive.reason === 'network' && wire.length === 0);
  if (seen.lacksDecoder && outcome === 'blocked' && isUndecided) {
    return { outcome: 'inconclusive', reason: null, part: null, ladder, labError: noDecoder };
  }
  return { outcome, ...decisive, ladder };
}
