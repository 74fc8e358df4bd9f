import { randomBytes } from 'node:crypto';
import type { LoaderName } from '../../model/loaders';
import type { ExchangeCase } from '../../model/oracle/exchange-case';
import { clientOf } from '../../model/oracle/client';
import { parseUrl } from '../../model/oracle/url';
import type { Cell, Exchange, LabError, Outcome, PageEvidence } from '../../model/measurement';
import { audioFile } from '../../servers/audio/library';
import { createExchangePages, exchangePagePath } from '../../servers/exchange/exchange-pages';
import { createExchangeServer, type ExchangeServer } from '../../servers/exchange/create-exchange-server';
import { listen } from '../../servers/listen';
import { defaultTlsFolder, loadCertificates } from '../../servers/tls/certificates';
import { launchBrowser, type LaunchedBrowser } from '../browsers/launch';
import { singlePortNetwork } from '../browsers/launch-options';
import { openProbe } from '../browsers/lab-page';
import type { Engine, LabPage } from '../browsers/session';
import { groupBy } from '../group-by';
import { collect } from '../measure-page';
import { checkPlayable } from './exchange-file';

/** What a browser did with one case of an exchange file. */
export interface PlayedExchange {
  readonly id: string;
  readonly engine: Engine;
  readonly browserVersion: string;
  readonly outcome: Outcome | 'inconclusive';
  /** Whether a preflight was sent. */
  readonly preflight: boolean;
  /** The `Origin` of the last request sent; null where it had none, or none was sent. */
  readonly originHeader: string | null;
  /** Names of the response headers that script sees, lower-case and sorted. */
  readonly visibleHeaders: readonly string[];
  readonly wire: { readonly servers: readonly Exchange[]; readonly page: PageEvidence | null };
  readonly labError?: LabError;
}

interface Player {
  readonly engine: Engine;
  readonly launched: LaunchedBrowser;
  readonly server: ExchangeServer;
  readonly onProgress: (ended: number) => void;
  readonly signal: AbortSignal | undefined;
}

const pagesAtOnce = 4;

const elementLoaders = {
  none: 'audio',
  anonymous: 'audio-anonymous',
  'use-credentials': 'audio-use-credentials',
} as const;

function cellOf({ request }: ExchangeCase, token: string): Cell {
  const { url_origin: origin, path, destination, crossorigin, mode, credentials, method, headers } = request;
  const url = `${origin}${path}${path.includes('?') ? '&' : '?'}t=${token}`;
  const loader: LoaderName =
    destination === 'audio' ? elementLoaders[crossorigin ?? 'none'] : 'fetch-same-origin';
  return {
    token,
    loader,
    url,
    ...(destination !== 'audio' && { request: { mode, credentials, method, headers } }),
  };
}

function outcomeOf({ tone, accepted, advances, response }: PageEvidence): Outcome {
  if (response) return response.type === 'opaque' ? 'opaque' : 'readable';
  if (tone !== null && tone > 0) return 'readable';
  return accepted && advances && tone === 0 ? 'opaque' : 'blocked';
}

/** The URLs that a case's redirects lead to, as a server sees them. */
function redirectTargets({ request, responses }: ExchangeCase): string[] {
  const targets: string[] = [];
  let url = parseUrl(request.url_origin + request.path);
  for (let hop = 1; url && hop <= responses.length; hop += 1) {
    const location = responses
      .find(({ for: name }) => name === `redirect-${hop}`)
      ?.headers.find(([name]) => name.toLowerCase() === 'location');
    url = location ? parseUrl(location[1], url) : null;
    if (url) targets.push(url.host + url.path);
  }
  return targets;
}

/** Cases whose redirects lead to one URL would get each other's answers, so they are not played at once. */
function inTurns(cases: readonly ExchangeCase[]): ExchangeCase[][] {
  const turns: { readonly cases: ExchangeCase[]; readonly targets: Set<string> }[] = [];
  for (const each of cases) {
    const targets = redirectTargets(each);
    let turn = turns.find((some) => !targets.some((target) => some.targets.has(target)));
    if (!turn) turns.push((turn = { cases: [], targets: new Set() }));
    turn.cases.push(each);
    targets.forEach((target) => turn.targets.add(target));
  }
  return turns.map((turn) => turn.cases);
}

async function playCases(
  cases: readonly ExchangeCase[],
  page: LabPage,
  player: Player,
): Promise<PlayedExchange[]> {
  const { engine, launched, server, onProgress, signal } = player;
  const run = randomBytes(6).toString('hex');
  const cells = cases.map((each, i) => cellOf(each, `${run}-${i}`));
  cells.forEach(({ token }, i) => server.play({ token, answers: cases[i]!.responses }));
  const evidence = new Map<string, PageEvidence>();
  const take = (some: readonly PageEvidence[]) => {
    some.forEach((each) => evidence.set(each.token, each));
    onProgress(some.length);
  };
  await collect(page, cells, 16, take, signal);
  return cases.map(({ id }, i) => {
    const { token } = cells[i]!;
    const servers = server.finish(token);
    const seen = evidence.get(token) ?? null;
    const labError: LabError | undefined =
      seen?.timedOut === undefined
        ? undefined
        : { code: 'probe-timeout', message: `waited in vain for ${seen.timedOut}` };
    return {
      id,
      engine,
      browserVersion: launched.browser.version(),
      outcome: seen && !labError ? outcomeOf(seen) : 'inconclusive',
      preflight: servers.some(
        ({ method, requestHeaders }) =>
          method === 'OPTIONS' && 'access-control-request-method' in requestHeaders,
      ),
      originHeader: servers.at(-1)?.requestHeaders.origin ?? null,
      visibleHeaders: [...new Set(seen?.response?.headers.map(([name]) => name.toLowerCase()))].sort(),
      wire: { servers, page: seen },
      ...(labError && { labError }),
    };
  });
}

async function playPage(cases: readonly ExchangeCase[], player: Player): Promise<PlayedExchange[]> {
  const { csp, coep, origin } = cases[0]!.page;
  const framed = clientOf({ ...cases[0]!.page, csp: null }).origin === 'null';
  const base = origin === 'null' ? 'http://opaque-page.test' : origin;
  const url = base + exchangePagePath({ csp, coep }, framed);
  const page = await openProbe(player.launched.browser, player.engine, { url, framed });
  try {
    return await playCases(cases, page, player);
  } finally {
    await page.close();
  }
}

/** Plays cases that do not disturb each other, several pages at a time. */
async function playTurn(cases: readonly ExchangeCase[], player: Player): Promise<PlayedExchange[]> {
  const pages = [...groupBy(cases, ({ page }) => JSON.stringify(page)).values()];
  const played: PlayedExchange[] = [];
  const playOn = async (): Promise<void> => {
    for (let next = pages.pop(); next && !player.signal?.aborted; next = pages.pop()) {
      played.push(...(await playPage(next, player)));
    }
  };
  await Promise.all(Array.from({ length: pagesAtOnce }, playOn));
  return played;
}

interface PlayOptions {
  readonly engine: Engine;
  readonly onBrowser?: (engine: Engine, version: string, build: string) => void;
  readonly onProgress?: (ended: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Plays the cases of an exchange file in a real browser, on the very origins that they name: whatever host and port the
 * browser asks for, one server answers, byte for byte as the case says.
 * @returns what came of each, in the order of the file
 * @throws UsageError where a case names an origin that is not of this machine
 * @throws LabFailure where the browser cannot be started
 */
export async function playExchanges(
  cases: readonly ExchangeCase[],
  options: PlayOptions,
): Promise<PlayedExchange[]> {
  const { engine, onBrowser, onProgress = () => undefined, signal } = options;
  checkPlayable(cases);
  const certificates = await loadCertificates(defaultTlsFolder);
  const server = createExchangeServer({
    body: audioFile('cdn', 'tone.wav').bytes,
    fallback: createExchangePages(),
  });
  const listener = await listen({
    app: server.app,
    answerUnread: server.answerUnread,
    address: '127.0.0.1',
    port: 0,
    schemes: ['http', 'https'],
    certificates,
  });
  try {
    const urls = cases
      .flatMap(({ page, request }) => [page.origin, request.url_origin])
      .filter((url) => url !== 'null');
    const locations = cases.flatMap(({ responses }) =>
      responses.flatMap(({ headers }) => headers.map(([, value]) => value)),
    );
    const hosts = [...urls, ...locations].flatMap((url) =>
      URL.canParse(url) ? [new URL(url).hostname] : [],
    );
    const network = singlePortNetwork(
      listener.port,
      ['opaque-page.test', ...new Set(hosts)].filter(Boolean),
      certificates.spki,
    );
    const launched = await launchBrowser(engine, network);
    const end = () => void launched.close();
    signal?.addEventListener('abort', end, { once: true });
    try {
      onBrowser?.(engine, launched.browser.version(), launched.build);
      const player = { engine, launched, server, onProgress, signal };
      const played = new Map<string, PlayedExchange>();
      for (const turn of inTurns(cases)) {
        for (const each of await playTurn(turn, player)) played.set(each.id, each);
      }
      return cases.flatMap(({ id }) => played.get(id) ?? []);
    } finally {
      signal?.removeEventListener('abort', end);
      await launched.close();
    }
  } finally {
    await listener.close();
  }
}
