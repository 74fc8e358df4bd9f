import { waysOf, type ExchangeCase } from '../../model/standards/exchange-case';
import type { EngineName } from '../../model/evidence/engine';
import { batchesOf, namesSpace, whyNoSpaces, type Place } from './address-spaces';
import { whyNotPlayable } from './exchange-file';
import { joinPlayed, type PlayedExchange } from './played-exchange';
import { playSurely } from './play-surely';
import { openPlayer } from './player';

interface PlayOptions {
  readonly engine: EngineName;
  readonly onBrowser?: (engine: EngineName, version: string, build: string) => void;
  readonly onProgress?: (ended: number) => void;
  readonly signal?: AbortSignal;
}

/** Every host that is named in a case: in its origins, or in a header, which may be a `Location`. */
function hostsOf(each: ExchangeCase): string[] {
  const urls = waysOf(each).flatMap(({ page, request, responses }) => [
    page.origin,
    request.url_origin,
    ...responses.flatMap(({ headers }) => headers.map(([, value]) => value.trim())),
  ]);
  return urls.flatMap((url) => URL.parse(url.startsWith('//') ? `http:${url}` : url)?.hostname ?? []);
}

/** What is to be said of a case that the browser cannot be given. */
const unplayed = (
  id: string,
  engine: EngineName,
  browserVersion: string,
  message: string,
): PlayedExchange => ({
  ...joinPlayed({ id, engine, browserVersion }, [], null),
  labError: {
    code: 'not-playable',
    message: `not played in ${engine}: ${message}. What would come of it: earshot predict`,
  },
});

/** Plays cases in a browser of their own. @param movedPlaces null where nothing is told of address spaces */
async function playPart(
  cases: readonly ExchangeCase[],
  movedPlaces: readonly Place[] | null,
  { engine, onBrowser, onProgress, signal }: PlayOptions,
): Promise<{ readonly played: readonly PlayedExchange[]; readonly version: string }> {
  const hosts = new Set(cases.flatMap(hostsOf).filter((host) => host !== ''));
  const player = await openPlayer(engine, [...hosts], movedPlaces);
  let closing: Promise<void> | undefined;
  // Once: what an interrupted run has is told all the same.
  const close = () => (closing ??= player.close().catch(() => undefined));
  const end = () => void close();
  signal?.addEventListener('abort', end, { once: true });
  try {
    onBrowser?.(engine, player.version, player.build);
    const played = await playSurely(player, cases, { onProgress, signal });
    return { played: played.filter((each) => each !== undefined), version: player.version };
  } finally {
    signal?.removeEventListener('abort', end);
    await close();
  }
}

/**
 * Plays the cases of an exchange file in a real browser, on the very origins that they name: whatever host and port the
 * browser asks for, one server answers, byte for byte as the case says. Where a case says in which address space it is, the
 * browser is told.
 * @returns what came of each, in the order of the file; those that the browser cannot be given are `inconclusive`
 * @throws LabFailure where the browser cannot be started
 */
export async function playExchanges(
  cases: readonly ExchangeCase[],
  options: PlayOptions,
): Promise<PlayedExchange[]> {
  const { engine, signal } = options;
  const whyNot = new Map<string, string>();
  for (const each of cases) {
    const why = whyNotPlayable(each, engine) ?? (namesSpace(each) ? whyNoSpaces(each, engine) : undefined);
    if (why !== undefined) whyNot.set(each.id, why);
  }
  const playable = cases.filter(({ id }) => !whyNot.has(id));
  const spaced = batchesOf(playable.filter(namesSpace), engine);
  const plain = playable.filter((each) => !namesSpace(each));
  const parts = [...(plain.length > 0 ? [{ cases: plain, movedPlaces: null }] : []), ...spaced];
  const came = new Map<string, PlayedExchange>();
  let browserVersion = '';
  for (const part of parts) {
    if (signal?.aborted) break;
    const { played, version } = await playPart(part.cases, part.movedPlaces, options);
    browserVersion = version;
    for (const each of played) came.set(each.id, each);
  }
  for (const [id, why] of whyNot) came.set(id, unplayed(id, engine, browserVersion, why));
  return cases.flatMap(({ id }) => came.get(id) ?? []);
}
