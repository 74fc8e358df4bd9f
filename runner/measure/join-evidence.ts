import type { PlannedCell } from '../../model/lab/plan/cells';
import type { EngineName } from '../../model/evidence/engine';
import { findBrokenConnection } from '../../model/judge/broken-connection';
import { engineFacts } from '../../model/judge/engines';
import { judge } from '../../model/judge/judge';
import type { Client } from '../../model/standards/client';
import type { BrowserSays, LabError, Measurement } from '../../model/evidence/measurement';
import type { Verdict } from '../../model/evidence/verdict';
import type { Exchange } from '../../model/evidence/exchange';
import type { PageEvidence } from '../../model/evidence/page-evidence';
import { contradictionOf, labFailureIn } from '../../model/judge/wordings';
import { predictCellAs } from '../../model/judge/predict-cell-as';
import { quirkOf } from '../../model/judge/quirks';
import type { Quirk } from '../../model/judge/quirks/quirk';
import { clientOfPage } from '../../model/lab/topology/page-client';
import type { CellPrediction } from '../../model/lab/predict/setting';
import { lastLoadOf, stepsOf } from '../../model/lab/loaders/loaders';
import { pageSpec } from '../../model/lab/topology/pages';
import { askedAgainBy } from '../../model/judge/asked-again-by';
import { compareRange, compareWire } from '../../model/judge/compare-wire';
import { createContrasts, type Scenario } from '../../model/scenarios/build/scenario';
import type { Ports, ServerName } from '../../model/lab/topology/topology';
import type { BrowserSession } from '../browsers/session/session';
import type { Instances, Wire } from './ledgers';
import type { PageRun } from './measure-page';

interface Sources {
  readonly cells: readonly (PlannedCell & { readonly scenario: Scenario })[];
  readonly seen: PageRun;
  readonly wire: Wire;
  /** The servers' instances before the run. */
  readonly before: Instances;
  readonly session: BrowserSession;
  readonly ports: Ports;
  readonly suite: readonly Scenario[];
}

/** The servers that a load may touch, its page's own among them. */
function touchedServers({ scenario, hops, stream }: PlannedCell): ServerName[] {
  const { key = [], segment = [] } = stream ?? {};
  const collector: ServerName[] = lastLoadOf(scenario.loader).injected ? ['evil'] : [];
  return [
    pageSpec(scenario.page).server,
    ...[...hops, ...key, ...segment].map(({ server }) => server),
    ...collector,
  ];
}

/** A ledger counts only if the same server instance ran before and after the load. */
function findLostServer(cell: PlannedCell, before: Instances, after: Instances): LabError | undefined {
  const lost = touchedServers(cell).find(
    (server) => before.get(server) === undefined || before.get(server) !== after.get(server),
  );
  if (lost === undefined) return undefined;
  return {
    code: 'server-unreachable',
    message: `the server ${lost} was not up from the first to the last load`,
    server: lost,
  };
}

/** A server that has dropped some of what it saw looks like one that saw nothing. */
function findLostRecord({ token }: PlannedCell, { lost }: Wire): LabError | undefined {
  const server = lost.get(token);
  return (
    server && {
      code: 'ledger-lost',
      message: `the server ${server} has dropped what it saw of the load`,
      server,
    }
  );
}

/** A browser that lost its network, or ran out of memory, says nothing about CORS. */
function findNetworkFailure(browserSays: readonly BrowserSays[] | null): LabError | undefined {
  const code = browserSays ? labFailureIn(browserSays) : undefined;
  return code === undefined
    ? undefined
    : { code: 'browser-network', message: `the browser itself failed, with ${code}` };
}

/** What may explain a surprise by the machine alone. */
function findBroken(
  { hops, stream }: PlannedCell,
  wire: readonly Exchange[],
  browserSays: readonly BrowserSays[] | null,
): LabError | undefined {
  const all = [...hops, ...(stream?.key ?? []), ...(stream?.segment ?? [])];
  const message = findBrokenConnection({ policies: all.map(({ policy }) => policy), wire, browserSays });
  return message === null ? undefined : { code: 'connection-broken', message };
}

/** How browsers call a load that a service worker has failed; why its own fetch failed they do not tell the page. */
const interceptionFailures = ['net::ERR_FAILED', 'NS_ERROR_INTERCEPTION_FAILED', 'CORSDidNotSucceed2'];

/** What the browser says of the last load of a scenario; null if it cannot know. */
function lastWord({ loader }: Scenario, { worker }: Client, said: readonly BrowserSays[]) {
  // What it says may be of the request that was refused before it.
  const { fallback, beside, untilOnePlays, probe } = lastLoadOf(loader);
  // Of the modules of a worklet it tells nobody who listens to the page.
  if (fallback || beside || untilOnePlays || probe.kind === 'worklet') return null;
  if (worker && said.every(({ code }) => interceptionFailures.includes(code))) return null;
  return stepsOf(loader).length > 1 ? said.slice(-1) : said;
}

const nothingSeen = { sent: false, accepted: false, metadata: false, advances: false, tone: false };
const inconclusive = { outcome: 'inconclusive', reason: null, part: null, ladder: nothingSeen } as const;

function judgeCell(
  cell: PlannedCell,
  evidence: PageEvidence | undefined,
  wire: readonly Exchange[],
  client: Client,
  engine: EngineName,
  labError?: LabError,
) {
  if (labError) return { ...inconclusive, labError };
  if (!evidence) {
    const lost = { code: 'page-failed', message: 'the page said nothing of this cell' } as const;
    return { ...inconclusive, labError: lost };
  }
  const { asksForWhole } = engineFacts[engine];
  return judge({ ...cell, loader: cell.scenario.loader, client, seen: evidence, wire, asksForWhole });
}

type Judged = Pick<Measurement, 'outcome' | 'reason'>;

const isSame = (one: Judged, other: Judged): boolean =>
  one.outcome === other.outcome && one.reason === other.reason;

/**
 * A quirk that no longer shows is a surprise as well.
 * @param fitsStandards whether it is what the standards say, too
 */
function verdictOf(
  wanted: Judged,
  quirk: Quirk | undefined,
  judged: Judged,
  differences: readonly string[],
  fitsStandards: boolean,
): Verdict {
  if (judged.outcome === 'inconclusive') return 'inconclusive';
  if (!isSame(judged, quirk?.instead ?? wanted)) return 'surprise';
  if (quirk) return quirk.instead === null && differences.length === 0 ? 'surprise' : 'known quirk';
  if (differences.length > 0) return 'surprise';
  return fitsStandards ? 'as predicted' : 'known quirk';
}

/** Joins what the page saw to what the servers saw, judges it, and compares it with what is expected. */
export function joinEvidence({ cells, seen, wire, before, session, ports, suite }: Sources): Measurement[] {
  const contrastOf = createContrasts(suite);
  return cells.map((cell) => {
    const { scenario, token, url } = cell;
    const evidence = seen.evidence.get(token);
    const exchanges = wire.byToken.get(token) ?? [];
    const browserSays = seen.said ? (seen.said.get(token) ?? []) : null;
    const labError =
      findLostServer(cell, before, wire.instances) ??
      findLostRecord(cell, wire) ??
      (evidence ? undefined : seen.labError) ??
      findNetworkFailure(browserSays);
    const quirk = quirkOf(session.engine, scenario.id);
    const client = clientOfPage(ports, scenario.page, session.spell);
    const judged = judgeCell(cell, evidence, exchanges, client, session.engine, labError);
    const { standard, ...ofEngine } = predictCellAs(session.engine, cell, ports, client);
    // Other names may have other rights, so what is expected is predicted again.
    const { expected, expectedReason } = session.spell
      ? { expected: standard.outcome, expectedReason: standard.reason }
      : scenario;
    const lastSaid = browserSays && lastWord(scenario, client, browserSays);
    const contradiction = lastSaid && contradictionOf(session.engine, judged, lastSaid);
    const differencesFrom = ({ wire: asked, showsRange }: CellPrediction): string[] => [
      ...compareWire(
        asked,
        exchanges,
        askedAgainBy(scenario.loader),
        engineFacts[session.engine].asksForWhole,
      ),
      ...compareRange(showsRange, evidence?.response),
    ];
    const onTheWire = differencesFrom(ofEngine);
    const isQuirky = ofEngine.quirks.length > 0;
    const wanted = isQuirky ? ofEngine : { outcome: expected, reason: expectedReason };
    const fitsStandards = !isQuirky || (isSame(judged, standard) && differencesFrom(standard).length === 0);
    const differences = contradiction === null ? onTheWire : [...onTheWire, contradiction];
    const verdict =
      contradiction === null ? verdictOf(wanted, quirk, judged, onTheWire, fitsStandards) : 'surprise';
    const broken = verdict === 'surprise' ? findBroken(cell, exchanges, browserSays) : undefined;
    return {
      id: scenario.id,
      page: scenario.page,
      loader: scenario.loader,
      relation: scenario.relation,
      policy: scenario.policy,
      title: scenario.title,
      kind: scenario.kind,
      claims: scenario.claims,
      links: scenario.links,
      engine: session.engine,
      browserVersion: session.version,
      url,
      expected,
      expectedReason,
      differences,
      browserSays,
      verdict,
      quirk: quirk?.id ?? (fitsStandards ? null : ofEngine.quirks[0]!.id),
      contrast: contrastOf(scenario)?.id ?? null,
      wire: { servers: exchanges, page: evidence ?? null, predicted: ofEngine.wire },
      ...judged,
      ...(broken && { ...inconclusive, ladder: judged.ladder, verdict: 'inconclusive', labError: broken }),
    };
  });
}
