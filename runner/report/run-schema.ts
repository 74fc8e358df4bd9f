import { z } from 'zod';
import { loaderNames } from '../../model/lab/loaders/loaders';
import { measurement } from '../../model/evidence/measurement';
import type { ShapeOf } from '../../model/evidence/shape-of';
import { verdicts } from '../../model/evidence/verdict';
import type { Profile } from '../browsers/session/session';
import { engineNames } from '../../model/evidence/engine';
import type { LeftOut, RunResult } from '../measure/run';

const browser = z.strictObject({
  engine: z.enum(engineNames),
  version: z.string(),
  build: z.string(),
  profile: z
    .strictObject({
      driver: z.string(),
      differs: z.array(z.string()).readonly().describe('where it differs from what people browse with'),
    } satisfies ShapeOf<Profile>)
    .describe('the conditions under which the verdicts hold'),
} satisfies ShapeOf<RunResult['stats']['browsers'][number]>);

/** What `run --json` writes. */
export const runResult = z.strictObject({
  player: z
    .strictObject({
      file: z.string().describe('the name of its module'),
      as: z.enum(loaderNames).describe('the loader that it stands in for'),
    } satisfies ShapeOf<NonNullable<RunResult['player']>>)
    .exactOptional()
    .describe('a player of your own that loaded, in the place of a loader'),
  interrupted: z
    .literal(true)
    .exactOptional()
    .describe('the run was interrupted, and these are the measurements that it had'),
  endedBy: z
    .string()
    .exactOptional()
    .describe('why the run ended early: a browser that did not start after others had been measured'),
  measurements: z.array(measurement).readonly(),
  leftOut: z
    .array(
      z.strictObject({
        id: z.string(),
        engine: z.enum(engineNames),
        why: z.string(),
      } satisfies ShapeOf<LeftOut>),
    )
    .readonly()
    .describe('scenarios that a browser could not be asked'),
  stats: z.strictObject({
    cells: z.int(),
    seconds: z.number(),
    cellsPerSecond: z.number(),
    verdicts: z.record(z.enum(verdicts), z.int()),
    browsers: z.array(browser).readonly(),
  } satisfies ShapeOf<RunResult['stats']>),
} satisfies ShapeOf<RunResult>);
