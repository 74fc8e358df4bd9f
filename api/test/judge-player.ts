import { performance } from 'node:perf_hooks';
import type { Exchange } from '../../model/evidence/exchange';
import { exchangeOf } from '../../model/check/exchange-of';
import { diagnose } from '../../model/judge/diagnosis/diagnose';
import { requestOf, type LoaderName } from '../../model/lab/loaders/loaders';
import { clientOf } from '../../model/standards/client';
import type { ExchangeCase } from '../../model/standards/exchange-case';
import type { Reason } from '../../model/standards/reason';
import { LabFailure } from '../../runner/failures/lab-failure';
import { withoutSecrets } from '../../runner/safe-text/without-secrets';
import { labOf, type OpenLab } from '../lab/open-labs';
import type { Heard } from './ear';
import { loadersOf } from './loader-of';

/** `silent`: it plays nothing that can be heard, though nothing refused it; `waiting`: nothing came of it yet. */
type PlayerOutcome = 'readable' | 'opaque' | 'blocked' | 'silent' | 'waiting';

/** What a player did, and why. */
export interface Judged {
  readonly outcome: PlayerOutcome;
  /** Null where it is readable, or the lab did not see the load. */
  readonly reason: Reason | null;
  readonly loader: LoaderName;
  /** The song; undefined where the page asked the lab for none. */
  readonly url: string | undefined;
  readonly wire: readonly Exchange[];
  /** As the standards take it. */
  readonly exchange: ExchangeCase | undefined;
  readonly heard: Heard;
  readonly isSettled: boolean;
}

/** How long zeros must come, or a refusal must last, in milliseconds: a player may try another song. */
const settling = 700;

/** The song; where a script asks for it, the last one of a lab that its page asked for. */
const songOf = ({ urls, loadsItself }: Heard): string | undefined =>
  urls.findLast((url) => labOf(url) !== undefined) ?? (loadsItself ? urls[0] : undefined);

function pageOf({ origin, policies }: Heard, lab: OpenLab | undefined): ExchangeCase['page'] {
  const lines = lab?.pageLines(origin) ?? [];
  const valueOf = (name: string) =>
    lines.filter(([each]) => each.toLowerCase() === name).map(([, value]) => value);
  const csp = [...valueOf('content-security-policy'), ...policies].join(', ');
  const coep = valueOf('cross-origin-embedder-policy').at(-1);
  return { origin, ...(csp !== '' && { csp }), ...(coep !== undefined && { coep }) };
}

interface Load {
  readonly url: string;
  readonly page: ExchangeCase['page'];
  readonly wire: readonly Exchange[];
}

/** Of the ways in which it may have been asked for, the first that the standards refuse; else the likeliest. */
function reasonOf(
  { url, page, wire }: Load,
  loaders: readonly LoaderName[],
): { readonly loader: LoaderName; readonly reason: Reason | null } {
  const client = clientOf({ ...page, addressSpace: 'loopback' });
  const found = loaders.map((loader) => ({
    loader,
    reason: diagnose({ client, request: requestOf(loader), url, outcome: 'blocked', wire }),
  }));
  const isFault = (reason: Reason | null) => reason === 'decode' || reason === 'network';
  return found.find(({ reason }) => !isFault(reason)) ?? found[0]!;
}

/** Whether what came is kept from script: an element asked for it without CORS, and it is from elsewhere. */
const isKept = ({ origin }: Heard, loader: LoaderName, wire: readonly Exchange[]): boolean =>
  loader === 'audio' &&
  wire.some(({ status, scheme, host }) => (status ?? 500) < 300 && `${scheme}://${host}` !== origin);

/** What an element does. Zeros tell that script is kept from them where all else tells it too. */
function outcomeOfElement(heard: Heard, isKeptFrom: boolean): PlayerOutcome {
  if (heard.state === 'failed') return 'blocked';
  if (heard.isShielded === true) return 'opaque';
  if (heard.state !== 'playing' || heard.listened <= settling) return 'waiting';
  return isKeptFrom ? 'opaque' : 'silent';
}

/** What a node does that hears nothing: the wire tells whether its song was refused. */
function outcomeOfNode(
  heard: Heard,
  isKeptFrom: boolean,
  reason: Reason | null,
  isAsked: boolean,
): PlayerOutcome {
  if (heard.state !== 'playing' || heard.listened <= settling) return 'waiting';
  if (isKeptFrom) return 'opaque';
  // A song that came whole, and that nobody plays, looks like one that is none.
  const isRefused = reason !== null && reason !== 'decode' && (isAsked || reason !== 'network');
  return isRefused ? 'blocked' : 'waiting';
}

/**
 * Judges a player by what its page tells and what the lab's CDNs saw, again and again until it has settled.
 * @param url the song, where the page does not tell it
 */
export function judgePlayer(url?: string): (heard: Heard) => Judged {
  let since: number | undefined;
  return (heard) => {
    const song = url ?? songOf(heard);
    const lab = song === undefined ? undefined : labOf(song);
    const wire = song === undefined ? [] : (lab?.wire(song) ?? []);
    const page = pageOf(heard, lab);
    const loaders = loadersOf(heard, wire);
    const known = song !== undefined && lab ? { url: song, page, wire } : undefined;
    const refused = known ? reasonOf(known, loaders) : { loader: loaders[0]!, reason: null };

    const { loader } = refused;
    const keeps = isKept(heard, loader, wire);
    const outcome =
      heard.isShielded === false
        ? 'readable'
        : heard.kind === 'element'
          ? outcomeOfElement(heard, keeps)
          : outcomeOfNode(heard, keeps, refused.reason, wire.length > 0);
    const now = performance.now();
    if (outcome !== 'blocked') since = undefined;
    else since ??= now;
    const lasts = since !== undefined && now - since > settling;
    // What is under way looks like what broke off.
    const mayCome = !heard.loadsItself && refused.reason === 'network';
    const reason = outcome === 'opaque' ? 'no-crossorigin' : outcome === 'blocked' ? refused.reason : null;
    return {
      ...{ outcome, loader, url: song, wire, heard },
      reason: known ? reason : null,
      exchange: known && exchangeOf({ ...known, request: requestOf(loader), direct: [] }),
      isSettled: outcome !== 'waiting' && (outcome !== 'blocked' || (lasts && !mayCome)),
    };
  };
}

/**
 * Sees that a lab stood behind what a player did: what the lab failed at is no finding.
 * @throws LabFailure
 */
export function checkLab({ outcome, reason, url, wire, heard }: Judged): void {
  if (url === undefined || outcome === 'readable' || outcome === 'opaque') return;
  const why = labOf(url)?.whyLost(url);
  const song = withoutSecrets(url);
  if (why !== undefined) throw new LabFailure(`Failed to judge the load of ${song}: ${why}`);
  const isAsked =
    outcome === 'blocked' ? reason === 'network' : !heard.loadsItself && heard.urls.includes(url);
  if (isAsked && wire.length === 0)
    throw new LabFailure(
      `Failed to judge the load of ${song}: no request for it reached the lab, though nothing known keeps the page from it. ` +
        'Either the browser does not know the names of the lab, as where test.use() replaces "launchOptions": set them in ' +
        "playwright.config. Or the page's own policy refuses the load: the console says so",
    );
}
