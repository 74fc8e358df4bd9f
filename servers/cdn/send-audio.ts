import type { Request, Response } from 'express';
import fresh from 'fresh';
import type { Policy } from '../../model/lab/policies/policy';
import type { AudioFile } from '../audio/library';
import { BadRequest } from '../http/errors';
import { sendWithFault } from './faults';

interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** A range is honoured only of the very version that `If-Range` names (RFC 9110, 13.1.5). */
function rangeApplies(req: Request, file: AudioFile): boolean {
  const ifRange = req.get('If-Range');
  if (ifRange === undefined) return true;
  if (ifRange.includes('"')) return ifRange === file.etag;
  return Date.parse(ifRange) === Date.parse(file.lastModified);
}

/** A 416, which says how long the file is (RFC 9110, 15.5.17). */
function outside(res: Response, file: AudioFile, range: string, message: string): BadRequest {
  res.setHeader('Content-Range', `bytes */${file.bytes.length}`);
  return new BadRequest(416, 'Range', range, message);
}

/** One range of a byte range set (RFC 9110, 14.1.2): `first-last`, `first-` or `-length`; null if it is malformed. */
function parseSpec(spec: string, size: number): ByteRange | null {
  const [, first = '', last = ''] = /^(\d*)-(\d*)$/.exec(spec) ?? [];
  if (first === '') return last === '' ? null : { start: Math.max(0, size - Number(last)), end: size - 1 };
  if (last !== '' && Number(last) < Number(first)) return null;
  return { start: Number(first), end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}

/**
 * The one range that is asked for; null for the whole file, which is also the answer to an unknown unit, to several
 * ranges at once (RFC 9110, 14.2 lets a server ignore them) and to HEAD, which knows no ranges.
 * @throws BadRequest 400 for a malformed range, 416 for one outside the file
 */
function requestedRange(req: Request, res: Response, file: AudioFile): ByteRange | null {
  const { range } = req.headers;
  if (req.method !== 'GET' || range === undefined || !/^bytes=/i.test(range)) return null;
  if (!rangeApplies(req, file)) return null;
  const size = file.bytes.length;
  const specs = range.slice('bytes='.length).split(',');
  const parsed = specs.map((spec) => parseSpec(spec.trim(), size));
  if (parsed.includes(null)) {
    const want = 'is malformed; want bytes=first-last, bytes=first- or bytes=-length';
    throw new BadRequest(400, 'Range', range, want);
  }
  const [one] = parsed;
  if (parsed.length > 1 || !one) return null;
  if (one.start >= size) {
    throw outside(res, file, range, `is outside the file, which has ${size} bytes`);
  }
  return one;
}

/** The file's own headers; a line that the policy set by hand stands. */
function setFileHeaders(res: Response, file: AudioFile, policy: Policy): void {
  const isWeak = policy.validators === 'weak';
  const headers = {
    'Content-Type': policy.contentType === undefined ? file.type : policy.contentType,
    'Accept-Ranges': policy.range === 'ignored' ? 'none' : 'bytes',
    ETag: isWeak ? `W/${file.etag}` : file.etag,
    'Last-Modified': isWeak ? null : file.lastModified,
    'Cache-Control': 'no-cache',
  };
  for (const [name, value] of Object.entries(headers))
    if (value !== null && !res.hasHeader(name)) res.setHeader(name, value);
}

/** Of a file that comes in parts, no more than the first quarter where a range begins with the file. */
function firstPart(part: ByteRange | null, { bytes }: AudioFile, { parts }: Policy): ByteRange | null {
  if (!parts || part?.start !== 0) return part;
  return { start: 0, end: Math.min(part.end, (bytes.length >> 2) - 1) };
}

/** Answers GET and HEAD with an audio file, whole or in part (RFC 9110, 13 and 14). */
export function sendAudio(req: Request, res: Response, file: AudioFile, policy: Policy): void {
  setFileHeaders(res, file, policy);
  if (fresh(req.headers, { etag: file.etag, 'last-modified': file.lastModified })) {
    res.status(304).end();
    return;
  }
  const { range } = req.headers;
  if (policy.range === 'refused' && req.method === 'GET' && range !== undefined) {
    throw outside(res, file, range, 'is refused by this policy');
  }
  const asked = policy.range === 'ignored' ? null : requestedRange(req, res, file);
  const part = firstPart(asked, file, policy);
  const body = part ? file.bytes.subarray(part.start, part.end + 1) : file.bytes;
  if (part) {
    res.status(206);
    res.setHeader('Content-Range', `bytes ${part.start}-${part.end}/${file.bytes.length}`);
  }
  if (policy.length !== 'unsaid') res.setHeader('Content-Length', body.length);
  if (req.method === 'HEAD') return void res.end();
  // Else Node would find out how long it is.
  if (policy.length === 'unsaid') res.flushHeaders();
  sendWithFault(res, body, policy.fault);
}
