import { z } from 'zod';
import type { ShapeOf } from '../../../model/evidence/shape-of';
import { shown } from '../../../model/http/shown-text';
import { reasonCodes } from '../../../model/standards/reason';
import { issueWords } from '../../given/issue-words';
import { parseJson } from '../../given/json';
import { firstLineOf } from '../../failures/lab-failure';
import { UsageError } from '../../failures/usage-error';
import { readText } from '../../exchange/read-text';
import { findingEnds, type CheckFinding } from './check-finding';
import { expectableOutcomes } from './expectation';
import { idsOfHoles } from './finding-id';

/** What is known of a finding: it fails a check again if it comes otherwise than this. */
interface KnownFinding extends Pick<CheckFinding, 'id' | 'reason'> {
  readonly outcome: (typeof expectableOutcomes)[number] | null;
}

const known = z.strictObject({
  id: z.string().describe('of the finding, as the JSON of a check has it'),
  outcome: z.enum(expectableOutcomes).nullable().describe('null for a hole'),
  reason: z.enum(reasonCodes).nullable(),
} satisfies ShapeOf<KnownFinding>);

/** What --write-baseline writes. */
export const baselineFile = z.strictObject({
  findings: z.array(known).readonly().describe('what does not fail a check, by their ids'),
});
export type Baseline = z.infer<typeof baselineFile>;
export const nothingKnown: Baseline = { findings: [] };

/** A result of `--json` has more in it; of that, what was otherwise than expected counts. */
const knownOrTold = z.object({
  findings: z.array(
    z.object({
      ...known.shape,
      outcome: z.enum([...expectableOutcomes, 'inconclusive']).nullable(),
      ended: z.enum(findingEnds).optional(),
    }),
  ),
});

const worthKnowing: readonly (CheckFinding['ended'] | undefined)[] = [
  undefined,
  'otherwise',
  'known',
  'passed over',
];

/**
 * Parses the text of a baseline, or of a result that `--json` wrote. `name` is the file's, safe to show.
 * @throws UsageError that names the place, the value seen and what is wanted
 */
export function parseBaseline(text: string, name: string): Baseline {
  let json: unknown;
  try {
    json = parseJson(text);
  } catch (error) {
    throw new UsageError(`Failed to read the baseline ${name}: it is no JSON: ${shown(firstLineOf(error))}`);
  }
  const parsed = knownOrTold.safeParse(json);
  if (!parsed.success) {
    const words = issueWords({
      issue: parsed.error.issues[0]!,
      value: json,
      schema: knownOrTold,
    });
    throw new UsageError(
      `Failed to read the baseline ${name}: ${words}. Write one with --write-baseline, or take what --json wrote`,
    );
  }
  return {
    findings: parsed.data.findings.flatMap(({ id, outcome, reason, ended }) =>
      outcome !== 'inconclusive' && worthKnowing.includes(ended) ? [{ id, outcome, reason }] : [],
    ),
  };
}

/** @throws UsageError where it cannot be read, or is none */
export const readBaseline = async (file: string): Promise<Baseline> =>
  parseBaseline(await readText(file), file === '-' ? 'standard input' : shown(file));

/** What would fail a check, to be known from now on; by order of ids, so that two of them can be compared. */
export function baselineOf(findings: readonly CheckFinding[]): Baseline {
  const failing = findings.filter(({ ended }) => ended === 'otherwise' || ended === 'known');
  return baselineFile.parse({
    findings: failing
      .map(({ id, outcome, reason }) => ({ id, outcome, reason }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  });
}

/** Findings of which those that came as the baseline has it are known. */
export function excuse(findings: readonly CheckFinding[], { findings: excused }: Baseline): CheckFinding[] {
  const isKnown = ({ id, outcome, reason }: CheckFinding) =>
    excused.some((each) => each.id === id && each.outcome === outcome && each.reason === reason);
  return findings.map((each) =>
    each.ended === 'otherwise' && isKnown(each) ? { ...each, ended: 'known' } : each,
  );
}

/** The ids of a baseline that are wrong no more, as far as these findings tell. */
export function goneOf(findings: readonly CheckFinding[], { findings: excused }: Baseline): string[] {
  const fine = findings.filter(({ ended }) => ended === 'as expected').map(({ id }) => id);
  const found = new Set(findings.flatMap(({ id, hole }) => (hole === null ? [] : [id])));
  const gone = new Set([...fine, ...fine.flatMap(idsOfHoles).filter((id) => !found.has(id))]);
  return excused.map(({ id }) => id).filter((id) => gone.has(id));
}
