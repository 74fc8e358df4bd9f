import colors from 'picocolors';
import type { Advice } from '../../model/advice/advice';
import { aims } from '../../model/advice/edits/search-fix';
import { describeFix } from '../../model/advice/edits/describe-fix';
import { exposeLine } from '../../model/advice/hidden-headers';
import { shown } from '../../model/http/shown-text';
import type { TraceStep } from '../../model/standards/trace';
import { columnsOf } from './tables';

type Part<K extends keyof Advice<unknown>> = Pick<Advice<unknown>, K>;

/** Messages, and advice in words, are long, and hold what a server sent. */
export const mostWords = 1_200;

/** What the reason means and what it is not; no lines if the load is readable. */
export const whyLines = ({ why }: Part<'why'>): string[] =>
  why ? [`  ${why.says}`, `  ${why.isNot}`, `  ${colors.dim(why.link)}`] : [];

export const stepLines = (trace: readonly TraceStep[]): string[] =>
  columnsOf(trace.map(({ step, saw, link }) => [step, shown(saw), colors.dim(link)]));

export const wordingLines = ({ wordings }: Part<'wordings'>): string[] =>
  columnsOf(wordings.map(({ engine, says }) => [engine, shown(says, mostWords)]));

/** Headers that came and that players read; no lines if script sees them all. */
export const hiddenLines = ({ hiddenHeaders }: Part<'hiddenHeaders'>): string[] =>
  hiddenHeaders.length === 0
    ? []
    : [
        `${shown(hiddenHeaders.join(', '))} came. For players that read them, send:`,
        `  ${shown(exposeLine(hiddenHeaders))}`,
      ];

/** Other ways than the fix, each with whom it is for. */
export const choiceLines = ({ choices }: Part<'choices'>): string[] =>
  choices.flatMap(({ aims: whose, fix }) => [
    `${whose.map((aim, i) => (i === 0 ? aims[aim] : aims[aim].replace('If', 'if'))).join(', or ')}:`,
    ...describeFix(fix).map((line) => `  ${shown(line, mostWords)}`),
  ]);

/** The fix, or why there is none; no lines if none is needed. */
export function fixLines({ fix, unfixable, pagePolicy }: Part<'fix' | 'unfixable' | 'pagePolicy'>): string[] {
  if (pagePolicy !== null)
    return [`On the page: ${shown(pagePolicy, mostWords)}.`, 'No header of the CDN helps.'];
  if (fix) return describeFix(fix).map((line) => shown(line, mostWords));
  return unfixable === null ? [] : [`None. ${unfixable}`];
}
