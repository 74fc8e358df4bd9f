import { z } from 'zod';

/** What a load of an exchange may be for: `fetch()`, which has no destination, or a media element. */
const loaded = ['', 'audio', 'video'] as const;

/** The other destinations of https://fetch.spec.whatwg.org/#concept-request-destination: no load of an exchange is for them. */
const notLoaded: ReadonlySet<unknown> = new Set([
  'audioworklet',
  'document',
  'embed',
  'font',
  'frame',
  'iframe',
  'image',
  'json',
  'manifest',
  'object',
  'paintworklet',
  'report',
  'script',
  'serviceworker',
  'sharedworker',
  'style',
  'text',
  'track',
  'webidentity',
  'worker',
  'xslt',
]);

const wanted = 'want audio or video for a media element, or "" for fetch() and XMLHttpRequest';

/** `request.destination` of an exchange file. */
export const destinationField = z.enum(loaded, {
  error: ({ input }) =>
    notLoaded.has(input) ? `Fetch knows it, but no load of an exchange is for it: ${wanted}` : wanted,
});
