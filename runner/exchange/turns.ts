import type { ExchangeCase } from '../../model/oracle/exchange-case';
import { redirectTargets } from './cell-of-case';

/** A case at its place in the file, with where its redirects lead. */
export interface PlacedCase {
  readonly place: number;
  readonly each: ExchangeCase;
  readonly targets: readonly string[];
}

/** What a browser remembers of a host beyond the load: nothing else is played in a profile that got such an answer. */
const lastingHeaders = new Set(['strict-transport-security', 'clear-site-data', 'alt-svc']);
const leavesTraces = ({ responses }: ExchangeCase): boolean =>
  responses.some(({ headers }) => headers.some(([name]) => lastingHeaders.has(name.toLowerCase())));

/**
 * Turns, each of which is played at once in a profile of its own. Cases whose redirects lead to one URL would get each
 * other's answers there, since no token stands in it, and the browser would remember preflights and answers of it.
 */
export function inTurns(cases: readonly ExchangeCase[]): PlacedCase[][] {
  const turns: PlacedCase[][] = [[]];
  const alone: PlacedCase[][] = [];
  /** The turns in which each target is free again. */
  const freeFrom = new Map<string, number>();
  for (const [place, each] of cases.entries()) {
    const targets = redirectTargets(each);
    if (leavesTraces(each)) {
      alone.push([{ place, each, targets }]);
      continue;
    }
    const turn = Math.max(0, ...targets.map((target) => freeFrom.get(target) ?? 0));
    (turns[turn] ??= []).push({ place, each, targets });
    targets.forEach((target) => freeFrom.set(target, turn + 1));
  }
  return [...turns, ...alone].filter((turn) => turn.length > 0);
}
