import { randomBytes } from 'node:crypto';
import type { LoaderName } from '../../model/loaders';
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
import type { ExchangeCase } from './exchange-file';

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

const elementLoaders = {
  none: 'audio',
  anonymous: 'audio-anonymous',
  'use-credentials': 'audio-use-credentials',
} as const;

const isOpaque = ({ origin, sandbox }: ExchangeCase['page']): boolean =>
  origin === 'null' ||
  sandbox === true ||
  (typeof sandbox === 'string' && !sandbox.includes('allow-same-origin'));

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

const hasRedirect = ({ responses }: ExchangeCase): boolean =>
  responses.some(({ for: name }) => name.startsWith('redirect'));

/** Cases whose redirects lead to one URL would get each other's answers, so those go one after the other. */
const inTurns = (cases: readonly ExchangeCase[]): ExchangeCase[][] => [
  cases.filter((each) => !hasRedirect(each)),
  ...cases.filter(hasRedirect).map((each) => [each]),
];

async function playTurn(
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
  const framed = isOpaque(cases[0]!.page);
  const base = origin === 'null' ? 'http://opaque-page.test' : origin;
  const url = base + exchangePagePath({ csp, coep }, framed);
  const page = await openProbe(player.launched.browser, player.engine, { url, framed });
  try {
    const played: PlayedExchange[] = [];
    for (const turn of inTurns(cases)) {
      if (turn.length > 0 && !player.signal?.aborted) played.push(...(await playTurn(turn, page, player)));
    }
    return played;
  } finally {
    await page.close();
  }
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
 * @throws LabFailure where the browser cannot be started
 */
export async function playExchanges(
  cases: readonly ExchangeCase[],
  options: PlayOptions,
): Promise<PlayedExchange[]> {
  const { engine, onBrowser, onProgress = () => undefined, signal } = options;
  const certificates = await loadCertificates(defaultTlsFolder);
  const server = createExchangeServer({
    body: audioFile('cdn', 'tone.wav').bytes,
    fallback: createExchangePages(),
  });
  const listener = await listen({
    app: server.app,
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
      const groups = groupBy(cases, ({ page }) => JSON.stringify(page));
      const played = new Map<string, PlayedExchange>();
      for (const group of groups.values()) {
        for (const each of await playPage(group, player)) played.set(each.id, each);
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
