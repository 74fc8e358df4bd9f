import type { ExchangeCase } from '../../model/oracle/exchange-case';
import { redirectTargets } from './cell-of-case';

/** A case at its place in the file, with where its redirects lead. */
export interface PlacedCase {
  readonly place: number;
  readonly each: ExchangeCase;
  readonly targets: readonly string[];
}

/**
 * Cases whose redirects lead to one URL would get each other's answers there, since no token stands in it: they are
 * not played at once.
 */
export function inTurns(cases: readonly ExchangeCase[]): PlacedCase[][] {
  const turns: PlacedCase[][] = [[]];
  /** The turns in which each target is free again. */
  const freeFrom = new Map<string, number>();
  for (const [place, each] of cases.entries()) {
    const targets = redirectTargets(each);
    const turn = Math.max(0, ...targets.map((target) => freeFrom.get(target) ?? 0));
    (turns[turn] ??= []).push({ place, each, targets });
    targets.forEach((target) => freeFrom.set(target, turn + 1));
  }
  return turns;
}
