import { extractEssence } from '../http/mime-type';
import { getHeader } from '../http/headers';
import type { Answered } from './interview';

/** What a body is that is no audio. `login`: HTML that asks for a password. `packed`: an archive, or a file compressed by gzip or zstd. */
export type Body = 'login' | 'html' | 'json' | 'xml' | 'image' | 'packed' | 'text' | 'empty';

const starts: readonly (readonly [Body, RegExp])[] = [
  ['html', /^\s*<(!doctype html|html|head|body|title|script|!--)/i],
  ['xml', /^\s*<\?xml(?![^]*<MPD)/],
  ['json', /^\s*(\{\s*("|\})|\[\s*[[{"\]])/],
  // What people have in place of the URL of a stream.
  ['text', /^\s*\[playlist\]\s/i],
  // eslint-disable-next-line no-control-regex -- the first bytes of gzip, of a ZIP file and of zstd
  ['packed', /^(\x1f\x8b\x08|PK\x03\x04|\x28\xb5\x2f\xfd)/],
  ['image', /^(\x89PNG|GIF8|\xff\xd8\xff[\xdb\xe0-\xef]|RIFF....WEBP)/s],
];
/** What plays though it begins as text may: HLS is text (https://www.rfc-editor.org/rfc/rfc8216#section-4.3.1.1). */
const plays = /^(\s*#EXTM3U|ID3|OggS|fLaC|RIFF|FORM)/;
// eslint-disable-next-line no-control-regex -- bytes that no text has
const binary = /[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\xff]/;
const login = /type\s*=\s*["']?password|<title>[^<]*\b(sign|log)[ -]?in\b/i;

/**
 * What the first bytes are, where they are surely no audio; null if they may be, or nobody can tell. Bytes decide, and
 * not `Content-Type`: a wrong type on audio is another fault.
 */
export function whatBodyIs(answer: Answered): Body | null {
  const { firstBytes, noAnswer, endedAfter } = answer;
  if (noAnswer || (endedAfter !== undefined && firstBytes.length === 0)) return null;
  // A stream that has only begun is not empty.
  if (firstBytes.length === 0) return answer.headers.some(([name]) => /^icy-/i.test(name)) ? null : 'empty';
  const text = String.fromCharCode(...firstBytes);
  const isEncoded = !/^\s*(identity)?\s*$/i.test(getHeader(answer.headers, 'content-encoding') ?? '');
  const started = starts.find(([, pattern]) => pattern.test(text))?.[0];
  const found = started === 'packed' && isEncoded ? undefined : started;
  const type = extractEssence(answer.headers) ?? '';
  const isText = type.startsWith('text/') && !binary.test(text) && !plays.test(text);
  const body = found ?? (!isText ? null : type === 'text/html' ? 'html' : 'text');
  return body === 'html' && login.test(text) ? 'login' : body;
}
