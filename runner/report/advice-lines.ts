import colors from 'picocolors';
import type { Advice } from '../../model/advice/advice';
import { describeFix } from '../../model/advice/edits/describe-fix';
import { shown } from '../../model/http/shown-text';
import type { TraceStep } from '../../model/standards/trace';
import { columnsOf } from './tables';

type Part<K extends keyof Advice<unknown>> = Pick<Advice<unknown>, K>;

/** What the reason means and what it is not; no lines if the load is readable. */
export const whyLines = ({ why }: Part<'why'>): string[] =>
  why ? [`  ${why.says}`, `  ${why.isNot}`, `  ${colors.dim(why.link)}`] : [];

export const stepLines = (trace: readonly TraceStep[]): string[] =>
  columnsOf(trace.map(({ step, saw, link }) => [step, shown(saw), colors.dim(link)]));

export const wordingLines = ({ wordings }: Part<'wordings'>): string[] =>
  columnsOf(wordings.map(({ engine, says }) => [engine, says]));

/** The fix, or why there is none; no lines if none is needed. */
export function fixLines({ fix, unfixable }: Part<'fix' | 'unfixable'>): string[] {
  if (fix) return describeFix(fix).map((line) => shown(line));
  return unfixable === null ? [] : [`None. ${unfixable}`];
}
