import { describeExchange as describePredicted } from '../../model/judge/compare-wire';
import { explainScenario } from '../../model/advice/explain-scenario';
import { describeFix } from '../../model/advice/edits/describe-fix';
import { reasons } from '../../model/advice/reasons';
import { allScenarios } from '../../model/scenarios';
import type { BrowserSays, Measurement } from '../../model/evidence/measurement';
import type { Exchange } from '../../model/evidence/exchange';

const lines = (title: string, some: readonly string[]): string[] => [
  '',
  title,
  ...some.map((line) => `  ${line}`),
];

function describeExchange({
  server,
  method,
  scheme,
  host,
  path,
  requestHeaders,
  status,
  responseHeaders,
  complete,
}: Exchange) {
  const sent = Object.entries(requestHeaders).map(([name, value]) => `> ${name}: ${value}`);
  const got = responseHeaders.map(([name, value]) => `< ${name}: ${value}`);
  const end = status === null ? '< no answer' : `< ${status}${complete ? '' : ', cut short'}`;
  return [`${server}: ${method} ${scheme}://${host}${path}`, ...sent, end, ...got];
}

/** What would make the scenario readable, as the standards say. */
function fixLines({ id }: Measurement): string[] {
  const scenario = allScenarios().find((each) => each.id === id);
  if (!scenario) return [];
  const { fix, unfixable } = explainScenario(scenario);
  const words = fix ? describeFix(fix) : unfixable === null ? [] : [`None. ${unfixable}`];
  return words.length === 0 ? [] : lines('Fix', words);
}

const describeSaying = ({ code, words }: BrowserSays): string =>
  words === null ? code : `${code}: ${words}`;

/** A measurement for a person: what was expected, what came, how the two differ, what would help, and what went over the wire. */
export function describeMeasurement(m: Measurement): string {
  const why =
    m.reason === null
      ? []
      : lines('Why', [reasons[m.reason].says, reasons[m.reason].isNot, reasons[m.reason].link]);
  return [
    m.title,
    m.id,
    `${m.verdict} in ${m.engine} ${m.browserVersion}`,
    ...lines('Expected', [m.expected, m.expectedReason ?? '']),
    ...lines('Measured', [
      m.outcome,
      m.reason ?? '',
      m.labError ? `${m.labError.code}: ${m.labError.message}` : '',
    ]),
    ...why,
    ...lines('What differs', m.differences),
    ...fixLines(m),
    ...lines('The browser itself says', (m.browserSays ?? []).map(describeSaying)),
    ...lines('Predicted on the wire', m.wire.predicted.map(describePredicted)),
    ...lines(
      'Ladder',
      Object.entries(m.ladder).map(([rung, reached]) => `${reached ? 'yes' : 'no '} ${rung}`),
    ),
    ...lines('The page saw', JSON.stringify(m.wire.page, null, 2).split('\n')),
    ...lines('The servers saw', m.wire.servers.flatMap(describeExchange)),
  ].join('\n');
}
