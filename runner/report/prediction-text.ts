import colors from 'picocolors';
import type { ExchangeExplanation } from '../../model/advice/explain-exchange';
import { shown } from '../../model/http/shown-text';
import type { SentRequest } from '../../model/standards/fetch-state';
import { choiceLines, fixLines, hiddenLines, stepLines, whyLines, wordingLines } from './advice-lines';
import { columnsOf, section } from './tables';

const meaning = {
  readable: 'script gets the answer.',
  opaque: 'it loads, and script gets nothing of it.',
  blocked: 'it does not load.',
} as const;

const wireRow = ({ method, url, origin, withCredentials }: SentRequest): string[] => [
  `${shown(method)} ${shown(url.href)}`,
  origin === null ? 'no Origin' : `Origin: ${shown(origin)}`,
  withCredentials ? 'with credentials' : 'without credentials',
];

/** One load explained for a person: the outcome, the reason, the wire, the steps of the standards, the fix. */
export function predictionText(explanation: ExchangeExplanation): string {
  const { outcome, reason, wire, visibleHeaders, trace, mismatch, upgradedTo } = explanation;
  const sent = wire.length === 0 ? ['nothing is sent'] : columnsOf(wire.map(wireRow));
  const condition =
    upgradedTo === null
      ? []
      : [
          colors.bold(
            `  If TLS is spoken at ${shown(upgradedTo)}, which the browser asks for instead; else it is blocked.`,
          ),
        ];
  const seen = visibleHeaders.length > 0 ? [`script sees: ${shown(visibleHeaders.join(', '))}`] : [];
  return [
    `${colors.bold(outcome)}${reason === null ? '' : ` (${colors.yellow(reason)})`}: ${meaning[outcome]}`,
    ...condition,
    ...(mismatch === null ? [] : [`  ${colors.bold(shown(mismatch))}`]),
    ...whyLines(explanation),
    ...section('On the wire', [...sent, ...seen]),
    ...section('Steps of the standards', stepLines(trace)),
    ...section('What browsers write in their consoles', wordingLines(explanation)),
    ...section('Hidden from script', hiddenLines(explanation)),
    ...section('Fix', fixLines(explanation)),
    ...section('Other ways', choiceLines(explanation)),
  ].join('\n');
}
