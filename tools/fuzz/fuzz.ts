import fc from 'fast-check';
import type { ExchangeCase } from '../../model/standards/exchange-case';
import type { EngineName } from '../../model/evidence/engine';
import type { ExchangePlayer } from '../../runner/exchange/player';
import { playSurely } from '../../runner/exchange/play-surely';
import type { PlayedExchange } from '../../runner/exchange/played-exchange';
import { exchangeOn, withOwnTargets } from './arbitrary-case';
import { pagesOf } from './arbitrary-page';
import { whyNotPlayable } from '../../runner/exchange/exchange-file';
import { compareExchange, type Difference } from '../../runner/exchange/compare-exchange';
import { shrink } from './shrink';

/** A disagreement in its smallest form. */
interface Surprise {
  readonly differences: readonly Difference[];
  /** As the shrinker left it. */
  readonly smallest: ExchangeCase;
  /** As it was found. */
  readonly found: ExchangeCase;
  /** How many cells of the run differ in the same fields and the same way; only the first was shrunk. */
  readonly cells: number;
  readonly measured: PlayedExchange;
}

export interface FuzzResult {
  /** It was interrupted, and this is what it had come to. */
  readonly interrupted?: true;
  readonly engine: EngineName;
  readonly browserVersion: string;
  readonly seed: number;
  readonly cells: number;
  readonly asPredicted: number;
  /** By quirk. */
  readonly knownQuirks: Readonly<Record<string, number>>;
  readonly inconclusive: readonly { readonly exchange: ExchangeCase; readonly message: string }[];
  readonly surprises: readonly Surprise[];
  readonly seconds: number;
}

interface FuzzOptions {
  readonly engine: EngineName;
  readonly player: ExchangePlayer;
  readonly cells: number;
  readonly seed: number;
  /** Media elements in a hundred cells. */
  readonly audio: number;
  readonly onProgress: (ended: number, surprises: number) => void;
  readonly signal: AbortSignal;
}

/** Cells that share their pages: opening a page takes longer than a load. */
const batchSize = 500;
const pagesPerBatch = 12;

/** Of one kind are surprises that differ in the same fields, from and to the same values. */
const kindOf = (differences: readonly Difference[]): string =>
  differences
    .map(({ field, predicted, measured }) =>
      field === 'outcome' || field === 'preflight' ? `${field} ${predicted} ${measured}` : field,
    )
    .join('; ');

/**
 * Plays random exchanges, compares each with its prediction, and shrinks the first surprise of each kind to its
 * smallest form by playing smaller ones. The same seed gives the same exchanges.
 */
export async function fuzz(options: FuzzOptions): Promise<FuzzResult> {
  const { engine, player, cells, seed, audio, onProgress, signal } = options;
  const started = performance.now();
  const knownQuirks: Record<string, number> = {};
  const inconclusive: { exchange: ExchangeCase; message: string }[] = [];
  const surprises = new Map<string, Surprise>();
  let asPredicted = 0;
  let ended = 0;
  let fresh = 0;

  /** The surprise in its smallest form, found by playing smaller ones. */
  async function smallestOf(found: Surprise, kind: string): Promise<Surprise> {
    let smallest = found;
    await shrink(found.found, async (smaller) => {
      const own = withOwnTargets(smaller, `s${(fresh += 1)}`);
      const [measured] = await player.play([own], { signal });
      const verdict = compareExchange(own, measured);
      if (!measured || verdict.kind !== 'surprise' || kindOf(verdict.differences) !== kind) return false;
      smallest = { ...found, smallest: smaller, differences: verdict.differences, measured };
      return true;
    });
    return smallest;
  }

  const isAborted = () => signal.aborted;
  for (let batch = 0; ended < cells && !isAborted(); batch += 1) {
    const base = seed + batch * 1_000_003;
    const arbitrary = exchangeOn(pagesOf(base, pagesPerBatch, engine), audio).filter(
      (each) => whyNotPlayable(each, engine) === undefined,
    );
    const size = Math.min(batchSize, cells - ended);
    const cases = Array.from({ length: size }, (_, i) => {
      const [each] = fc.sample(arbitrary, { seed: base + i, numRuns: 1 });
      return withOwnTargets(each!, `${batch}-${i}`);
    });
    const played = await playSurely(player, cases, { signal });
    if (isAborted()) break;
    for (const [i, each] of cases.entries()) {
      const verdict = compareExchange(each, played[i]);
      if (verdict.kind === 'as predicted') asPredicted += 1;
      else if (verdict.kind === 'known quirk')
        knownQuirks[verdict.quirk] = (knownQuirks[verdict.quirk] ?? 0) + 1;
      else if (verdict.kind === 'inconclusive') {
        inconclusive.push({ exchange: each, message: played[i]?.labError?.message ?? 'not played' });
      } else {
        const kind = kindOf(verdict.differences);
        const known = surprises.get(kind);
        if (known) surprises.set(kind, { ...known, cells: known.cells + 1 });
        else {
          const { differences } = verdict;
          const asFound = { differences, smallest: each, found: each, cells: 1, measured: played[i]! };
          surprises.set(kind, await smallestOf(asFound, kind));
        }
      }
    }
    ended += size;
    onProgress(ended, surprises.size);
  }
  return {
    ...(isAborted() && { interrupted: true as const }),
    engine,
    browserVersion: player.version,
    seed,
    cells: ended,
    asPredicted,
    knownQuirks,
    inconclusive,
    surprises: [...surprises.values()],
    seconds: (performance.now() - started) / 1000,
  };
}
