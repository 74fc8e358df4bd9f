import type { WorkerKind } from '../../model/standards/client';

/** What each kind of worker answers a request for audio with: the body of a function of `request`. */
const answers: Readonly<Record<WorkerKind, string>> = {
  refetch: `return fetch(request);`,
  opaque: `
    const cache = await caches.open('songs');
    const response = await fetch(request.url, { mode: 'no-cors', credentials: 'same-origin' });
    await cache.put(request.url, response);
    return cache.match(request.url);`,
  cors: `return fetch(request.url, { mode: 'cors', credentials: 'same-origin' });`,
  slice: `
    const whole = await fetch(request.url, { mode: 'cors', credentials: 'same-origin' });
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

/** A service worker that takes its page over at once, and answers all that policies answer. */
export const workerScript = (kind: WorkerKind): string => `
async function answer(request) {${answers[kind]}
}
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  if (new URL(event.request.url).pathname.startsWith('/p/')) event.respondWith(answer(event.request));
});
`;
