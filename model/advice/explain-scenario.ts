import type { Library } from '../lab/loaders/loader';
import { lastLoadOf, loaderNames, stepsOf, type LoaderName } from '../lab/loaders/loaders';
import { planCell } from '../lab/plan/cells';
import { adviceOn, type Advice } from './advice';
import { findChoices, findFix, type FixedLoad } from './fix/find-fix';
import type { Reason } from '../standards/reason';
import type { PredictedExchange } from '../lab/predict/predicted-exchange';
import type { Outcome } from '../standards/outcome';
import { createTrace, type TraceStep } from '../standards/trace';
import { predictCell } from '../lab/predict/predict-cell';
import { quirks, matchesPattern } from '../judge/quirks';
import type { Scenario } from '../scenarios/build/scenario';
import type { StreamPart } from '../lab/topology/stream';
import { clientOfPage } from '../lab/topology/page-client';
import { defaultPortBase, portsFrom } from '../lab/topology/topology';
import { wordedLoad } from './worded-load';

/** All that can be said of a scenario without a browser. */
export interface ScenarioExplanation extends Advice<FixedLoad> {
  readonly id: string;
  readonly title: string;
  readonly outcome: Outcome;
  readonly reason: Reason | null;
  /** Of an HLS stream, the part that keeps it from being readable. */
  readonly part: StreamPart | null;
  /** The player library that loads it; null where the page does it itself. */
  readonly library: Library | null;
  readonly wire: readonly PredictedExchange[];
  readonly trace: readonly TraceStep[];
  readonly quirks: readonly { readonly engine: string; readonly title: string }[];
}

/** The plain loader that asks as a library does at first, where the library asks once more after a refusal. */
function firstAsked({ loader }: Scenario): LoaderName | undefined {
  const { api, asks, fallback } = lastLoadOf(loader);
  if (!fallback) return undefined;
  return loaderNames.find((name) => {
    const plain = lastLoadOf(name);
    const isAlike = JSON.stringify(plain.asks[0]?.request) === JSON.stringify(asks[0]!.request);
    return plain.library === null && plain.api === api && stepsOf(name).length === 1 && isAlike;
  });
}

const withoutToken = (url: string): string => url.replace(/\?t=token$/, '');

/** Explains a scenario as it stands in a lab on these ports. */
export function explainScenario(scenario: Scenario, ports = portsFrom(defaultPortBase)): ScenarioExplanation {
  const trace = createTrace();
  const cell = planCell(scenario, ports, 'token');
  const client = clientOfPage(ports, scenario.page);
  const { outcome, reason, part, wire } = predictCell(cell, ports, trace, client);
  const { asks, api, library } = lastLoadOf(scenario.loader);
  const { last } = trace;
  const { request } = asks.at(-1)!;
  const words = wordedLoad({ reason, client, request, url: cell.url, api, last });
  const { id, title } = scenario;
  const known = quirks.filter((quirk) => quirk.scenarios.some((pattern) => matchesPattern(pattern, id)));
  const found = outcome === 'readable' ? null : findFix(scenario, ports);
  const first = firstAsked(scenario);
  const advice = adviceOn({
    reason,
    found,
    choices: found ? findChoices(scenario, ports) : [],
    // A token is for the lab's ledgers alone.
    words: { ...words, urls: [withoutToken(words.urls[0]), withoutToken(words.urls[1])] },
    client,
    request,
    last,
  });
  const refused = first && explainScenario({ ...scenario, loader: first }, ports);
  // Of a library that asked once more, the console has what was refused at first; nobody taps what it plays then.
  const asksAgain = refused && refused.reason !== reason;
  return {
    id,
    title,
    outcome,
    reason,
    part,
    library,
    wire,
    trace: trace.steps,
    quirks: known.map(({ engine, title: quirk }) => ({ engine, title: quirk })),
    ...advice,
    ...(asksAgain && {
      wordings: [...refused.wordings, ...(outcome === 'opaque' ? [] : advice.wordings)],
    }),
  };
}
