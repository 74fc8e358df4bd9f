import type { Request, Response } from 'express';
import fresh from 'fresh';
import parseRange from 'range-parser';
import type { Policy } from '../../model/policies/policy';
import type { AudioFile } from '../audio/library';
import { BadRequest } from './errors';
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

/**
 * The one range that is asked for; null for the whole file, which is also the answer to an unknown unit and to
 * several ranges at once (RFC 9110, 14.2 lets a server ignore them).
 * @throws BadRequest 400 for a malformed range, 416 for one outside the file
 */
function requestedRange(req: Request, file: AudioFile): ByteRange | null {
  const { range } = req.headers;
  if (range === undefined || !/^bytes=/i.test(range) || !rangeApplies(req, file)) return null;
  const parsed = /^bytes=[\d\s,-]+$/i.test(range) ? parseRange(file.bytes.length, range) : -2;
  if (parsed === -2) {
    throw new BadRequest(
      400,
      'Range',
      range,
      'is malformed; want bytes=first-last, bytes=first- or bytes=-length',
    );
  }
  if (parsed === -1) {
    throw new BadRequest(416, 'Range', range, `is outside the file, which has ${file.bytes.length} bytes`);
  }
  const [first] = parsed;
  return parsed.length === 1 && first ? first : null;
}

function setFileHeaders(res: Response, file: AudioFile, policy: Policy): void {
  const type = policy.contentType === undefined ? file.type : policy.contentType;
  if (type !== null) res.setHeader('Content-Type', type);
  res.setHeader('Accept-Ranges', policy.range === 'ignored' ? 'none' : 'bytes');
  res.setHeader('ETag', file.etag);
  res.setHeader('Last-Modified', file.lastModified);
  if (!res.hasHeader('Cache-Control')) res.setHeader('Cache-Control', 'no-cache');
}

/** Answers GET and HEAD with an audio file, whole or in part (RFC 9110, 13 and 14). */
export function sendAudio(req: Request, res: Response, file: AudioFile, policy: Policy): void {
  setFileHeaders(res, file, policy);
  if (fresh(req.headers, { etag: file.etag, 'last-modified': file.lastModified })) {
    res.status(304).end();
    return;
  }
  let part: ByteRange | null = null;
  try {
    if (policy.range === 'refused' && req.headers.range !== undefined) {
      throw new BadRequest(416, 'Range', req.headers.range, 'is refused by this policy');
    }
    if (policy.range !== 'ignored') part = requestedRange(req, file);
  } catch (error) {
    res.setHeader('Content-Range', `bytes */${file.bytes.length}`);
    throw error;
  }
  const body = part ? file.bytes.subarray(part.start, part.end + 1) : file.bytes;
  if (part) {
    res.status(206);
    res.setHeader('Content-Range', `bytes ${part.start}-${part.end}/${file.bytes.length}`);
  }
  res.setHeader('Content-Length', body.length);
  if (req.method === 'HEAD') res.end();
  else sendWithFault(res, body, policy.fault);
}
