import type { IncomingMessage } from 'node:http';
import type { LoaderName } from '../../model/lab/loaders/loaders';
import { giveSong, own, run, test } from '../support/checking';
import { expect } from '../support';

/** Those that could take what another of them got, in the same page or in another. */
const loaders: readonly LoaderName[] = [
  'audio-anonymous',
  'fetch-same-origin',
  'audio',
  'audio-use-credentials',
  'fetch-include',
  'video',
  'xhr',
  'audio-anonymous',
];

const fresh = ['Cache-Control', 'public, max-age=86400, immutable'] as const;
const cookie = ['Set-Cookie', 'kept=1; SameSite=None; Secure'] as const;
const credentials = ['Access-Control-Allow-Credentials', 'true'] as const;
const byBrowser = ({ headers }: IncomingMessage) => !headers['user-agent']?.includes('Earshot/');

test('each load of a song that may be kept for a day asks for it, without a cookie of the load before', async ({
  checking,
  serve,
}) => {
  const give = giveSong(own, credentials, fresh, cookie);
  const asked: IncomingMessage['headers'][] = [];
  const url = await serve((req, res) => {
    if (byBrowser(req)) asked.push(req.headers);
    give(req, res);
  });
  const { loads } = await run(checking, url, { loaders, pages: [{ origin: 'http://127.0.0.1:3000' }] });
  expect(loads.map(({ loader, wire }) => [loader, wire.length])).toEqual(loaders.map((name) => [name, 1]));
  expect(asked.flatMap(({ cookie: sent = [] }) => sent)).toEqual([]);
});
