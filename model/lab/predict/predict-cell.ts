import { standardCacheRules } from '../../standards/cache-rules';
import { keepAnswers } from '../../standards/keep-answers';
import { createPreflightCache, standardPreflightRules } from '../../standards/preflight-cache';
import type { PlannedCell } from '../plan/cells';
import type { Reason } from '../../standards/reason';
import { stepsOf } from '../loaders/loaders';
import { clientOf } from '../../standards/client';
import { mainFetch } from '../../standards/main-fetch';
import type { FetchedRequest } from '../../standards/request';
import type { Trace } from '../../standards/trace';
import { parseUrl } from '../../http/url';
import { clientOfPage } from '../topology/page-client';
import type { Ports } from '../topology/topology';
import { predictLoad } from './loader-steps';
import { createOpenConnections } from './open-connections';
import { blocked, type CellPrediction, type CellRules, type Conclusion, type Setting } from './setting';

function predictLoader(setting: Setting): Conclusion {
  const { cell } = setting;
  const framed = { ...setting, client: clientOf({ origin: cell.frame ?? 'null' }) };
  const heard = stepsOf(cell.loader).map((step) => predictLoad(step.framed ? framed : setting, step.loader));
  return heard.at(-1)!;
}

const logInRequest: FetchedRequest = {
  method: 'GET',
  headers: [],
  destination: '',
  mode: 'no-cors',
  credentials: 'include',
};

/** The log-in goes by fetch, too: what keeps it from being sent ends the cell. */
function logIn({ cell, client }: Setting): Reason | null {
  const url = cell.logIn === undefined ? null : parseUrl(cell.logIn);
  if (!url) return null;
  return mainFetch(client, logInRequest, url, () => ({ status: 200, headers: [] })).failure;
}

const standardRules: CellRules = {
  cache: standardCacheRules,
  preflights: standardPreflightRules,
  timesSent: { onNew: 1, onUsed: 1 },
};

/** Predicts from the standards what comes of a planned load in a lab on these ports. @param rules those of an engine; of the standards, if they are absent */
export function predictCell(
  cell: PlannedCell,
  ports: Ports,
  trace?: Trace,
  client = clientOfPage(ports, cell.scenario.page),
  rules = standardRules,
): CellPrediction {
  const setting: Setting = {
    cell,
    ports,
    client,
    hops: cell.hops,
    wire: [],
    rules,
    answers: keepAnswers(rules.cache, client),
    preflights: createPreflightCache(rules.preflights),
    connections: createOpenConnections(),
    preloaded: new Map(),
    played: new Map(),
    trace,
  };
  const refused = logIn(setting);
  const {
    outcome,
    reason,
    showsRange = null,
    part = null,
  } = refused ? blocked(refused) : predictLoader(setting);
  return { outcome, reason, wire: setting.wire, showsRange, part };
}
