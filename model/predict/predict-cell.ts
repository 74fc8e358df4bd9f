import type { PlannedCell } from '../cells';
import type { Reason } from '../explain/reasons';
import { requestOf } from '../loader-request';
import { stepsOf } from '../loaders';
import { clientOf } from '../oracle/client';
import { mainFetch } from '../oracle/main-fetch';
import { createRequest } from '../oracle/request';
import type { Trace } from '../oracle/trace';
import { parseUrl } from '../oracle/url';
import { clientOfPage } from '../page-client';
import type { Ports } from '../topology';
import { predictLoad } from './loader-steps';
import { blocked, type CellPrediction, type Conclusion, type Setting } from './setting';

function predictLoader(setting: Setting): Conclusion {
  const { cell } = setting;
  const framed = { ...setting, client: clientOf({ origin: cell.frame ?? 'null' }) };
  const heard = stepsOf(cell.loader).map((step) => predictLoad(step.framed ? framed : setting, step.loader));
  return heard.at(-1)!;
}

/** The log-in goes by fetch, too: what keeps it from being sent ends the cell. */
function logIn({ cell, client }: Setting): Reason | null {
  const url = cell.logIn === undefined ? null : parseUrl(cell.logIn);
  const request = createRequest({ ...requestOf('fetch-no-cors'), credentials: 'include' });
  if (!url || !request) return null;
  return mainFetch(client, request, url, () => ({ status: 200, headers: [] })).failure;
}

/** Predicts from the standards what comes of a planned load in a lab on these ports. */
export function predictCell(
  cell: PlannedCell,
  ports: Ports,
  trace?: Trace,
  client = clientOfPage(ports, cell.scenario.page),
): CellPrediction {
  const setting: Setting = {
    cell,
    ports,
    client,
    hops: cell.hops,
    wire: [],
    cache: new Map(),
    preflights: [],
    preloaded: new Map(),
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
