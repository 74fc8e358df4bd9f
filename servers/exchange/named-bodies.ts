import type { Body } from '../../model/standards/body';
import { audioFile, decoyFile } from '../audio/library';
import { mp4Tone } from '../audio/stream-files';

const json = '{"error":"not-found","message":"There is no such song."}\n';
/** As object stores answer where a signature is too old. */
const xml =
  '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>\n';

/** The bytes of each body that a case may name, but for `truncated` and `reset`, which are half of what would come else, and `live`, which has no end. */
const makers: Readonly<Record<Exclude<Body, 'truncated' | 'reset' | 'live'>, () => Buffer>> = {
  'audio/wav': () => audioFile('cdn', 'tone.wav').bytes,
  'audio/mpeg': () => audioFile('cdn', 'tone.mp3').bytes,
  'audio/ogg': () => audioFile('cdn', 'tone.ogg').bytes,
  'audio/flac': () => audioFile('cdn', 'tone.flac').bytes,
  'video/mp4': () => mp4Tone('cdn'),
  'audio/midi': () => decoyFile('midi').bytes,
  html: () => decoyFile('html').bytes,
  json: () => Buffer.from(json),
  'xml-error': () => Buffer.from(xml),
  noise: () => decoyFile('noise').bytes,
  empty: () => Buffer.alloc(0),
};

const made = new Map<Body, Buffer>();

/** The bytes of a body that a case names; `usual` where it names none, or a part of that. */
export function bytesOf(body: Body | null | undefined, usual: Buffer): Buffer {
  if (body == null || body === 'truncated' || body === 'reset' || body === 'live') return usual;
  const bytes = made.get(body) ?? makers[body]();
  made.set(body, bytes);
  return bytes;
}
