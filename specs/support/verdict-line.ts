import type { Measurement } from '../../model/evidence/measurement';

/** The name of the attachment in which a test keeps its verdicts, so that they come through a merge of reports. */
export const verdictsAttachment = 'verdicts';

/** What a table of verdicts needs of a measurement. */
export type VerdictLine = Pick<
  Measurement,
  'id' | 'engine' | 'browserVersion' | 'outcome' | 'reason' | 'verdict'
>;

export const toVerdictLine = ({
  id,
  engine,
  browserVersion,
  outcome,
  reason,
  verdict,
}: Measurement): VerdictLine => ({
  id,
  engine,
  browserVersion,
  outcome,
  reason,
  verdict,
});
