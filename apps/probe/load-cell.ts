import { loaderSpec } from '../../model/loaders';
import type { Cell, PageEvidence } from '../../model/measurement';
import { TimedOut, within } from './bounds';
import { nothing, refused, type Findings } from './findings';
import { getAndLoad } from './loaders/catalog';
import { loadElement } from './loaders/element';
import { loadFetch, loadRequest } from './loaders/fetch';
import { injectScript } from './loaders/injection';
import { loadXhr } from './loaders/xhr';

const logIns = new Map<string, Promise<void>>();

/** Logs in as the player would, from this page; once for each URL. The answer itself is of no interest, its cookie is. */
function logIn(url: string): Promise<void> {
  let pending = logIns.get(url);
  if (!pending) {
    const request = fetch(url, { mode: 'no-cors', credentials: 'include' }).then(() => undefined);
    pending = within(request, 8_000, 'the log-in');
    logIns.set(url, pending);
  }
  return pending;
}

function load({ loader, url, request, collector = '' }: Cell): Promise<Findings> {
  if (request) return loadRequest(url, request);
  const spec = loaderSpec(loader);
  switch (spec.kind) {
    case 'element':
      return loadElement(url, spec.crossorigin);
    case 'fetch':
      return loadFetch(url, spec);
    case 'xhr':
      return loadXhr(url, spec.withCredentials);
    case 'catalog':
      return getAndLoad(url);
    case 'injection':
      return injectScript(url, collector);
  }
}

/** Does one load and says what the page saw of it. Never throws: a wait in vain is part of the evidence. */
export async function loadCell(cell: Cell): Promise<PageEvidence> {
  const started = performance.now();
  const close = (findings: Findings): PageEvidence => ({
    token: cell.token,
    ...findings,
    milliseconds: Math.round((performance.now() - started) * 10) / 10,
  });
  try {
    if (cell.logIn !== undefined) await logIn(cell.logIn);
    return close(await load(cell));
  } catch (error) {
    return error instanceof TimedOut
      ? close({ ...nothing, timedOut: error.waitedFor })
      : close(refused(error));
  }
}
