import type { WorkerScript } from '../../model/standards/worker-script';

/** The bodies of functions of `request`, which is the page's. */
const answers = {
  fresh: `return ask(request);`,
  kept: `
    const songs = await caches.open('songs');
    const known = await songs.match(request.url);
    if (known) return known;
    await songs.put(request.url, await ask(request));
    return songs.match(request.url);`,
  cut: `
    const whole = await ask(request);
    const range = /^bytes=(\\d+)-(\\d*)$/.exec(request.headers.get('range') ?? '');
    if (!range || !whole.ok) return whole;
    const bytes = await whole.arrayBuffer();
    const first = Number(range[1]);
    const last = range[2] === '' ? bytes.byteLength - 1 : Math.min(Number(range[2]), bytes.byteLength - 1);
    const headers = {
      'Content-Type': whole.headers.get('content-type') ?? 'application/octet-stream',
      'Content-Range': 'bytes ' + first + '-' + last + '/' + bytes.byteLength,
    };
    return new Response(bytes.slice(first, last + 1), { status: 206, headers });`,
};

const answerOf = ({ cache, cuts }: WorkerScript): string =>
  cuts ? answers.cut : cache ? answers.kept : answers.fresh;

const ranges = `
  for (const name of ['range', 'if-range']) {
    const value = request.headers.get(name);
    if (value !== null) headers.append(name, value);
  }`;

/** What makes the request, as the body of a function. */
function askOf({ fetches, mode, credentials, headers, ranges: copies }: WorkerScript): string {
  const taken = fetches === 'url' ? 'request.url' : 'request';
  const hasHeaders = headers != null || copies === true;
  const options = {
    ...(mode != null && { mode }),
    ...(credentials != null && { credentials }),
  };
  // Without options nothing is made anew of the request.
  if (!hasHeaders && Object.keys(options).length === 0) return `return fetch(${taken});`;
  const own = hasHeaders ? `headers` : '';
  return `
  const headers = new Headers(${JSON.stringify(headers ?? [])});${copies ? ranges : ''}
  return fetch(${taken}, { ...${JSON.stringify(options)}, ${own} });`;
}

/**
 * A service worker that takes its page over at once.
 * @param isAnswered an expression of `url`, which says of which requests it answers
 */
export const workerScript = (worker: WorkerScript, isAnswered: string): string => `
async function ask(request) {${askOf(worker)}
}
async function answer(request) {${answerOf(worker)}
}
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (${isAnswered}) event.respondWith(answer(event.request));
});
`;
