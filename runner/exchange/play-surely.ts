import type { ExchangeCase } from '../../model/standards/exchange-case';
import { timesSeen } from '../measure/ask-again';
import { compareExchange } from './compare-exchange';
import type { PlayedExchange } from './played-exchange';
import type { ExchangePlayer, PlayOptions } from './player';

const isSurprise = (each: ExchangeCase, played: PlayedExchange | undefined): played is PlayedExchange =>
  compareExchange(each, played).kind === 'surprise';

const describe = ({ then = [], ...first }: PlayedExchange): string =>
  [first, ...then].map(describeLoad).join('; then ');

const describeLoad = ({ outcome, preflight, originHeader, visibleHeaders }: PlayedExchange): string =>
  [
    outcome,
    preflight ? 'a preflight' : 'no preflight',
    `Origin ${originHeader ?? 'none'}`,
    ...visibleHeaders,
  ].join(', ');

/** A surprise that did not come again: the machine may have caused it. */
function notRepeated(surprise: PlayedExchange, again: PlayedExchange): PlayedExchange {
  const message = `a surprise did not come again: at first ${describe(surprise)}; then ${describe(again)}`;
  return { ...again, outcome: 'inconclusive', labError: { code: 'not-repeated', message } };
}

/**
 * Plays cases as the player does, and those again that are not as predicted: a surprise must come three times, each time
 * the same, or else its case is `inconclusive`.
 */
export async function playSurely(
  player: Pick<ExchangePlayer, 'play'>,
  cases: readonly ExchangeCase[],
  options: PlayOptions = {},
): Promise<(PlayedExchange | undefined)[]> {
  const results = await player.play(cases, options);
  let open = [...cases.keys()].filter((place) => isSurprise(cases[place]!, results[place]));
  for (let time = 1; time < timesSeen && open.length > 0 && options.signal?.aborted !== true; time += 1) {
    const again = await player.play(
      open.map((place) => cases[place]!),
      { signal: options.signal },
    );
    open = open.filter((place, i) => {
      const [first, played] = [results[place]!, again[i]];
      if (!played || played.outcome === 'inconclusive') return false;
      if (describe(played) === describe(first)) return true;
      results[place] = notRepeated(first, played);
      return false;
    });
  }
  return results;
}
