import { asJson } from './as-json';
import type { Writer } from './recipe';

const extensions = [
  ...['mp3', 'm4a', 'mp4', 'aac', 'ogg', 'oga', 'opus', 'flac', 'wav', 'webm'],
  ...['m3u8', 'ts', 'm4s', 'key'],
];

/** A pull zone sends `*` by the extension of a file; by documentation. */
export const bunny: Writer = (wish) => {
  const file = 'the pull zone';
  const limit =
    wish.origins !== '*'
      ? 'sends * and no origin by name'
      : wish.requestHeaders.length > 0
        ? 'does not name the headers that a preflight asks for'
        : null;
  if (limit !== null)
    return {
      says: `The CORS setting of a pull zone ${limit}: an Edge Rule or an edge script can.`,
      file,
      blocks: [],
    };
  return {
    says: 'Send it to POST https://api.bunny.net/pullzone/ID, or set the same under Headers in the dashboard.',
    file,
    blocks: [
      {
        where: 'the body of the request',
        text: asJson({
          EnableAccessControlOriginHeader: true,
          AccessControlOriginHeaderExtensions: extensions,
        }),
      },
    ],
    note: 'Take the header out of the origin behind it, and purge the pull zone afterwards.',
  };
};
