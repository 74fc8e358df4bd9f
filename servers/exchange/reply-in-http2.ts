import { constants, type ServerHttp2Stream } from 'node:http2';
import { stripWhitespace, type HeaderLine } from '../../model/http/headers';
import type { Informational, NamedAnswer } from '../../model/standards/exchange-case';
import type { HeaderBlocks } from '../http/header-blocks';
import { streamLive } from './live-stream';
import { isBodiless, sentAfter, type Replied, type Reply } from './reply';

const { NGHTTP2_INTERNAL_ERROR: internalError } = constants;

/** Lines as HTTP/2 has them (https://www.rfc-editor.org/rfc/rfc9113#section-8.2.1): names in small letters, and no spaces around values. */
const inHttp2 = (headers: readonly HeaderLine[]): HeaderLine[] =>
  headers.map(([name, value]) => [name.toLowerCase(), stripWhitespace(value)]);

const headOf = ({ status, headers }: Informational): HeaderLine[] => [
  [':status', String(status)],
  ...inHttp2(headers),
];

/** Replies on one stream of a connection, which other requests share. */
export function replyInHttp2(
  stream: ServerHttp2Stream,
  blocks: HeaderBlocks,
  { method }: Pick<Replied, 'method'>,
): Reply {
  const id = stream.id ?? 0;
  const reset = (): void => {
    blocks.reset(id, internalError);
    stream.destroy();
  };
  /** What Node sends of heads is replaced: it takes none that HTTP/2 does not have. */
  const sendHeads = (answer: NamedAnswer, isLast: boolean, waitForTrailers: boolean): void => {
    for (const one of answer.informational ?? []) {
      blocks.replaceNext(id, headOf(one));
      stream.additionalHeaders({ ':status': 103 });
    }
    blocks.replaceNext(id, headOf(answer));
    stream.respond({ ':status': 200 }, { endStream: isLast, waitForTrailers });
  };
  // A body of the request is read and left.
  stream.resume();
  return {
    isOpen: !stream.destroyed,
    hasChunks: false,
    hangUp: reset,
    send(answer, body) {
      const bodiless = isBodiless(method, answer);
      const { trailers } = answer;
      const isTrailed = trailers != null && !bodiless;
      if (isTrailed)
        stream.once('wantTrailers', () => {
          blocks.replaceNext(id, inHttp2(trailers));
          // Of none Node sends none.
          stream.sendTrailers({ trailer: '' });
        });
      sendHeads(answer, bodiless, isTrailed);
      if (bodiless) return;
      if (answer.body === 'reset') stream.write(body, () => setTimeout(reset, sentAfter));
      else stream.end(body);
    },
    sendLive(answer) {
      sendHeads(answer, false, false);
      return streamLive(stream, false);
    },
  };
}
