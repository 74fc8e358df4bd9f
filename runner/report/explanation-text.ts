import colors from 'picocolors';
import { describeExchange } from '../../model/judge/compare-wire';
import { describeFix } from '../../model/advice/fix/describe-fix';
import type { ScenarioExplanation } from '../../model/advice/explain-scenario';
import { shown } from '../../model/http/shown-text';
import { renderColumns } from './tables';

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', colors.bold(title), ...lines.map((line) => `  ${line}`)];

/** A scenario explained for a person. */
export function explanationText(explanation: ScenarioExplanation): string {
  const { id, title, outcome, reason, part, why, wire, trace, wordings, quirks, fix, unfixable } =
    explanation;
  const sent = wire.length === 0 ? ['nothing is sent'] : wire.map(describeExchange);
  const columns = (rows: readonly (readonly string[])[]) =>
    rows.length === 0 ? [] : renderColumns(rows).split('\n');
  return [
    colors.bold(title),
    colors.dim(id),
    '',
    `${colors.bold(outcome)}${reason === null ? '' : ` (${colors.yellow(reason)})`}${part === null ? '' : `, for its ${part}`}`,
    ...(why ? [`  ${why.says}`, `  ${why.isNot}`, `  ${colors.dim(why.link)}`] : []),
    ...section('On the wire', sent),
    ...section(
      'Steps of the standards',
      columns(trace.map(({ step, saw, link }) => [step, shown(saw), colors.dim(link)])),
    ),
    ...section(
      'What browsers write in their consoles',
      columns(wordings.map(({ engine, says }) => [engine, says])),
    ),
    ...section('Known quirks', columns(quirks.map((quirk) => [quirk.engine, quirk.title]))),
    ...section('Fix', fix ? describeFix(fix) : unfixable === null ? [] : [`None. ${unfixable}`]),
  ].join('\n');
}
