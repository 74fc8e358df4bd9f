import colors from 'picocolors';
import type { EngineName } from '../../model/evidence/engine';
import type { EngineDifference, ExchangeExplanation } from '../../model/advice/explain-exchange';
import { shown } from '../../model/http/shown-text';
import { corsHeaders } from '../../model/advice/unknown-headers';
import { loaderTitle, type LoaderName } from '../../model/lab/loaders/loaders';
import type { SentRequest } from '../../model/standards/fetch-state';
import { nearest } from '../given/nearest';
import {
  choiceLines,
  fixLines,
  hiddenLines,
  mostWords,
  stepLines,
  whyLines,
  wordingLines,
} from './advice-lines';
import { columnsOf, section } from './tables';

const meaning = {
  readable: 'script gets the answer.',
  opaque: 'it loads, and script gets nothing of it.',
  blocked: 'it does not load.',
} as const;

const fromPublicPage =
  'If the page is on this machine too, as its name says; from a public address browsers refuse it (local-network): --page-address-space public.';

const wireRow = ({ method, url, origin, withCredentials }: SentRequest): string[] => [
  `${shown(method)} ${shown(url.href)}`,
  origin === null ? 'no Origin' : `Origin: ${shown(origin)}`,
  withCredentials ? 'with credentials' : 'without credentials',
];

function unknownLine(name: string): string {
  const meant = nearest(name, corsHeaders);
  return `No browser knows ${shown(name)}, which is in an answer.${meant === undefined ? '' : ` Did you mean ${meant}?`}`;
}

/** In what an engine differs from the standards; no lines if it does not. */
function differenceLines(engine: string, differs: EngineDifference | null): string[] {
  if (!differs) return [];
  const { outcome, reason, quirks } = differs;
  return [
    ...quirks.map(({ title }) => `  ${colors.bold(`A quirk of ${engine}: ${title}.`)}`),
    `  By the standards: ${outcome}${reason === null ? '' : ` (${reason})`}. The steps are theirs.`,
  ];
}

/** The loader that a prediction is for, and whether nobody named it. */
interface MadeBy {
  readonly loader: LoaderName;
  readonly isAssumed: boolean;
  /** Which engine's doing it is; undefined for that of the standards. */
  readonly engine: EngineName | undefined;
}

const madeLine = ({ loader, isAssumed }: MadeBy): string =>
  `  Loaded by ${loader}: ${loaderTitle(loader)}.${isAssumed ? ' Nobody said how the page loads it. A plain <audio src> is --loader audio; npx earshot list --loaders has all.' : ''}`;

/** One load explained for a person: how it is made, the outcome, the reason, the wire, the steps of the standards, the fix, and where it goes. */
export function predictionText(
  explanation: ExchangeExplanation,
  made: MadeBy,
  answering: readonly string[],
): string {
  const { engine } = made;
  const { outcome, reason, wire, visibleHeaders, trace, mismatch, upgradedTo, errorStatus, unknownHeaders } =
    explanation;
  const elsewhere = explanation.fromPublicPage === null ? [] : [`  ${colors.bold(fromPublicPage)}`];
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
    `${colors.bold(outcome)}${reason === null ? '' : ` (${colors.yellow(reason)})`}${engine ? ` in ${engine}` : ''}: ${meaning[outcome]}`,
    ...(engine ? differenceLines(engine, explanation.differs) : []),
    madeLine(made),
    ...condition,
    ...elsewhere,
    ...(errorStatus === null
      ? []
      : [colors.bold(`  The answer is an error, ${errorStatus}: what comes is hardly the song.`)]),
    ...unknownHeaders.map((name) => `  ${colors.bold(unknownLine(name))}`),
    ...(mismatch === null ? [] : [`  ${colors.bold(shown(mismatch, mostWords))}`]),
    ...whyLines(explanation),
    ...section('On the wire', [...sent, ...seen]),
    ...section('Steps of the standards', stepLines(trace)),
    ...section('What browsers write in their consoles', wordingLines(explanation)),
    ...section('Hidden from script', hiddenLines(explanation)),
    ...section('Fix', fixLines(explanation)),
    ...section('Where', answering),
    ...section('Other ways', choiceLines(explanation)),
  ].join('\n');
}
