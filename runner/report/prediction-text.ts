import colors from 'picocolors';
import { reasons } from '../../model/advice/reasons';
import type { SentRequest } from '../../model/standards/fetch-state';
import type { Prediction } from '../../model/standards/predict';
import type { TraceStep } from '../../model/standards/trace';
import { shown } from '../../model/http/shown-text';
import { renderColumns } from './tables';

const meaning = {
  readable: 'script gets the answer.',
  opaque: 'it loads, and script gets nothing of it.',
  blocked: 'it does not load.',
} as const;

const wireRow = ({ method, url, origin, withCredentials }: SentRequest): string[] => [
  `  ${shown(method)} ${shown(url.href)}`,
  origin === null ? 'no Origin' : `Origin: ${shown(origin)}`,
  withCredentials ? 'with credentials' : 'without credentials',
];

/** One prediction in words: the outcome, the reason, the wire, the steps of the standards. */
export function predictionText(prediction: Prediction, trace: readonly TraceStep[]): string {
  const { outcome, reason, wire, visibleHeaders } = prediction;
  const why = reason === null ? [] : [`  ${reasons[reason].says}`, `  ${colors.dim(reasons[reason].link)}`];
  const sent = wire.length === 0 ? ['  nothing is sent'] : [renderColumns(wire.map(wireRow))];
  return [
    `${colors.bold(outcome)}${reason === null ? '' : ` (${colors.yellow(reason)})`}: ${meaning[outcome]}`,
    ...why,
    '',
    colors.bold('On the wire'),
    ...sent,
    ...(visibleHeaders.length > 0 ? [`  script sees: ${shown(visibleHeaders.join(', '))}`] : []),
    '',
    colors.bold('Steps of the standards'),
    renderColumns(trace.map(({ step, saw, link }) => [`  ${step}`, shown(saw), colors.dim(link)])),
  ].join('\n');
}
