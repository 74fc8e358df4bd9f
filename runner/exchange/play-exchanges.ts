import type { ExchangeCase } from '../../model/standards/exchange-case';
import type { EngineName } from '../../model/evidence/engine';
import { checkPlayable } from './exchange-file';
import type { PlayedExchange } from './played-exchange';
import { playSurely } from './play-surely';
import { openPlayer } from './player';

interface PlayOptions {
  readonly engine: EngineName;
  readonly onBrowser?: (engine: EngineName, version: string, build: string) => void;
  readonly onProgress?: (ended: number) => void;
  readonly signal?: AbortSignal;
}

/** Every host that is named in a case: in its origins, or in a header, which may be a `Location`. */
function hostsOf({ page, request, responses }: ExchangeCase): string[] {
  const values = responses.flatMap(({ headers }) => headers.map(([, value]) => value));
  const urls = [page.origin, request.url_origin, ...values.map((value) => value.trim())];
  return urls.flatMap((url) => URL.parse(url.startsWith('//') ? `http:${url}` : url)?.hostname ?? []);
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
  { engine, onBrowser, onProgress, signal }: PlayOptions,
): Promise<PlayedExchange[]> {
  checkPlayable(cases);
  const hosts = new Set(cases.flatMap(hostsOf).filter((host) => host !== ''));
  const player = await openPlayer(engine, [...hosts]);
  const end = () => void player.close().catch(() => undefined);
  signal?.addEventListener('abort', end, { once: true });
  try {
    onBrowser?.(engine, player.version, player.build);
    const played = await playSurely(player, cases, { onProgress, signal });
    return played.filter((each) => each !== undefined);
  } finally {
    signal?.removeEventListener('abort', end);
    await player.close();
  }
}
