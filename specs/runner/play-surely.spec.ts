import { expect, test } from '@playwright/test';
import { predict } from '../../model/standards/predict';
import { parseExchangeFile } from '../../runner/exchange/exchange-file';
import type { PlayedExchange } from '../../runner/exchange/played-exchange';
import { playSurely } from '../../runner/exchange/play-surely';

const [refused] = parseExchangeFile(
  JSON.stringify([
    {
      id: 'refused',
      page: { origin: 'http://app.test' },
      request: { url_origin: 'http://cdn.test' },
      responses: [{ for: 'actual', status: 200, headers: [] }],
    },
  ]),
  'the spec',
);

const { outcome, preflight, originHeader, refererHeader, secFetch, cookieHeader, visibleHeaders } = predict(
  refused!,
);
const predicted: PlayedExchange = {
  id: 'refused',
  engine: 'chromium',
  browserVersion: '1',
  outcome,
  preflight,
  originHeader,
  refererHeader,
  secFetch,
  cookieHeader,
  visibleHeaders,
  wire: { servers: [], page: null },
};
const surprise: PlayedExchange = { ...predicted, outcome: 'readable' };
const other: PlayedExchange = { ...predicted, outcome: 'opaque' };

/** Plays the case in a browser that comes to these, one after the other; returns the result and how often it was played. */
async function play(...comes: PlayedExchange[]) {
  let times = 0;
  const player = { play: () => Promise.resolve([comes[Math.min(times++, comes.length - 1)]]) };
  const [played] = await playSurely(player, [refused!]);
  return { times, came: played!.labError?.code ?? played!.outcome };
}

test('a surprising exchange is a finding when it has come three times, and others are played once', async () => {
  expect(predicted.outcome).toBe('blocked');
  expect(await play(predicted)).toEqual({ times: 1, came: 'blocked' });
  expect(await play(surprise)).toEqual({ times: 3, came: 'readable' });
});

test('a surprising exchange that does not come again is inconclusive', async () => {
  expect(await play(surprise, predicted)).toEqual({ times: 2, came: 'not-repeated' });
  expect(await play(surprise, surprise, other)).toEqual({ times: 3, came: 'not-repeated' });
});
