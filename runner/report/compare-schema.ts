import { z } from 'zod';
import { engineNames } from '../../model/evidence/engine';
import type { ShapeOf } from '../../model/evidence/shape-of';
import type { Change, ChangedCell, FailedCell, RunChanges } from './compare-runs';

const cell = { id: z.string(), engine: z.enum(engineNames) };
const cells = z.array(z.strictObject(cell)).readonly();
const lines = z.array(z.string()).readonly();
const taken = z.strictObject({
  cells: z.int(),
  browsers: lines.describe('names and versions'),
} satisfies ShapeOf<RunChanges['before']>);

const change = z.strictObject({
  of: z
    .enum(['outcome', 'requests', 'words'])
    .describe('outcome and reason; the requests that the servers saw; what the page was told'),
  before: lines,
  after: lines,
} satisfies ShapeOf<Change>);

/** What `compare --json` writes. */
export const runChanges = z.strictObject({
  before: taken,
  after: taken,
  compared: z.int().describe('cells of both runs that could be compared'),
  changed: z
    .array(z.strictObject({ ...cell, changes: z.array(change).readonly() } satisfies ShapeOf<ChangedCell>))
    .readonly(),
  onlyBefore: cells.describe('cells of the first run alone'),
  onlyAfter: cells.describe('cells of the second run alone'),
  inconclusive: z
    .array(
      z.strictObject({
        ...cell,
        before: z.string().nullable().describe('why the first run has no result; null if it has'),
        after: z.string().nullable(),
      } satisfies ShapeOf<FailedCell>),
    )
    .readonly()
    .describe('cells of both runs that had no result in one of them or in both'),
} satisfies ShapeOf<RunChanges>);
