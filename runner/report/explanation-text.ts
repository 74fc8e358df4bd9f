import colors from 'picocolors';
import { describeExchange } from '../../model/judge/compare-wire';
import type { ScenarioExplanation } from '../../model/advice/explain-scenario';
import { choiceLines, fixLines, hiddenLines, stepLines, whyLines, wordingLines } from './advice-lines';
import { columnsOf, section } from './tables';

/** A scenario explained for a person. */
export function explanationText(explanation: ScenarioExplanation): string {
  const { id, title, outcome, reason, part, library, wire, trace, quirks } = explanation;
  const sent = wire.length === 0 ? ['nothing is sent'] : wire.map(describeExchange);
  return [
    colors.bold(title),
    colors.dim(id),
    '',
    `${colors.bold(outcome)}${reason === null ? '' : ` (${colors.yellow(reason)})`}${part === null ? '' : `, for its ${part}`}`,
    ...whyLines(explanation),
    ...section('On the wire', sent),
    ...section('Steps of the standards', stepLines(trace)),
    ...(library && outcome !== 'readable' ? section('What the library says', [library.tells]) : []),
    ...section('What browsers write in their consoles', wordingLines(explanation)),
    ...section('Known quirks', columnsOf(quirks.map((quirk) => [quirk.engine, quirk.title]))),
    ...section('Hidden from script', hiddenLines(explanation)),
    ...section('Fix', fixLines(explanation)),
    ...section('Other ways', choiceLines(explanation)),
  ].join('\n');
}
