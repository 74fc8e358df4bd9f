import type { Answer } from '../../standards/exchange-case';
import { getHeader } from '../../http/headers';
import { streamFiles } from '../topology/stream';
import { workletFile } from '../topology/worklet';
import { filledLines, lineTooLong, playerOf, type Surroundings } from './header-lines';
import type { Policy } from './policy';
import type { HeaderLine } from '../../http/headers';

/** Of a song of the lab, in bytes: any that a song can have. */
const songLength = 32_044;

/** And of the words of a refusal. */
const refusalLength = 120;

/** A request, in so far as it decides what a CDN answers. */
export interface Asked {
  readonly isPreflight: boolean;
  /** Whether it asks for the headers alone. */
  readonly isHead: boolean;
  /** Its `Origin`; null if it has none. */
  readonly origin: string | null;
  readonly headers: readonly HeaderLine[];
  /** Whether it carries the session cookie. */
  readonly hasSession: boolean;
  /** Whether it asks for a range: all of the file, as one range. */
  readonly hasRange: boolean;
  /** Whether it carries the `ETag` of the file. */
  readonly validates: boolean;
  readonly file: string;
}

/** What follows the headers. `cut` ends before its length; `noise` is no audio; `none` is for redirects and preflights. */
export type Body = 'audio' | 'cut' | 'noise' | 'none';

export interface CdnAnswer extends Answer {
  readonly sends: Body;
}

/** The origins that an allowlist of the lab holds. */
export function allowlistOf(surroundings: Surroundings): string[] {
  const { http, https } = playerOf(surroundings);
  return [http, https];
}

/** What the `cors` package adds. */
function corsLines({ cors }: Policy, asked: Asked, surroundings: Surroundings): HeaderLine[] {
  if (!cors) return [];
  const { origin } = asked;
  const isAllowed =
    cors.origin === 'any' ? origin !== null : allowlistOf(surroundings).includes(origin ?? '');
  const lines: HeaderLine[] = [];
  if (cors.origin === '*') lines.push(['Access-Control-Allow-Origin', '*']);
  else if (isAllowed && origin !== null) lines.push(['Access-Control-Allow-Origin', origin]);
  if (cors.origin !== '*') lines.push(['Vary', 'Origin']);
  if (cors.credentials) lines.push(['Access-Control-Allow-Credentials', 'true']);
  if (asked.isPreflight) {
    lines.push(['Access-Control-Allow-Methods', 'GET,HEAD,PUT,PATCH,POST,DELETE']);
    const names = asked.headers.map(([name]) => name.toLowerCase()).join(',');
    const allowed = cors.allowedHeaders?.join(',') ?? names;
    if (allowed !== '') lines.push(['Access-Control-Allow-Headers', allowed]);
    if (cors.maxAge !== undefined) lines.push(['Access-Control-Max-Age', String(cors.maxAge)]);
  }
  if (cors.exposedHeaders) lines.push(['Access-Control-Expose-Headers', cors.exposedHeaders.join(',')]);
  return lines;
}

const contentTypes: Readonly<Record<string, string>> = {
  'tone.wav': 'audio/wav',
  'tone.ogg': 'audio/ogg',
  'tone.flac': 'audio/flac',
  [workletFile]: 'text/javascript',
  [streamFiles.playlist]: 'application/vnd.apple.mpegurl',
  [streamFiles.key]: 'application/octet-stream',
  [streamFiles.segment]: 'video/mp4',
  [streamFiles['open-playlist']]: 'application/vnd.apple.mpegurl',
  [streamFiles.manifest]: 'application/dash+xml',
  [streamFiles.init]: 'audio/mp4',
  [streamFiles.fragment]: 'audio/mp4',
};

export const contentTypeOf = (file: string): string => contentTypes[file] ?? 'audio/mpeg';

/** The status that keeps the file from a request; null if it gets it. */
function refusalOf(policy: Policy, asked: Asked): number | null {
  if (policy.head && asked.isHead) return 405;
  if (policy.session && !asked.hasSession) return 401;
  if (policy.authorization && getHeader(asked.headers, 'authorization') === null) return 401;
  if (policy.status !== undefined) return policy.status;
  const isOutside = policy.range === 'refused' || (policy.body === 'empty' && policy.range !== 'ignored');
  return isOutside && asked.hasRange ? 416 : null;
}

/** How the body of a policy's file ends, in the words of the standards' side. */
function endOf({ fault }: Policy): Pick<Answer, 'body'> {
  if (fault?.kind === 'truncate') return { body: 'truncated' };
  return fault?.kind === 'reset' && fault.after === 'half' ? { body: 'reset' } : {};
}

function bodyOf({ fault, body }: Policy): Body {
  if (fault?.kind === 'truncate' || (fault?.kind === 'reset' && fault.after === 'half')) return 'cut';
  return body !== undefined ? 'noise' : 'audio';
}

/**
 * What a CDN under `policy` answers: the header lines that decide a cross-origin load, with the status and what follows
 * them. `servers/cdn` answers so for real, and every measurement holds the two together.
 * @param location where a redirect of the policy leads
 * @returns undefined if the connection ends without an answer
 */
export function predictAnswer(
  policy: Policy,
  asked: Asked,
  surroundings: Surroundings,
  location: string | null,
): CdnAnswer | undefined {
  const lines = filledLines(policy, asked, surroundings);
  const { isPreflight } = asked;
  const resetAfter = policy.fault?.kind === 'reset' ? policy.fault.after : null;
  if (isPreflight && resetAfter === 'preflight') return undefined;
  if (lineTooLong(lines)) {
    const sends = isPreflight ? 'none' : 'noise';
    return { status: 431, headers: [['Content-Type', 'application/json']], sends };
  }
  if (isPreflight && policy.preflight) {
    return { status: policy.preflight.status, headers: lines, sends: 'none' };
  }
  const headers = [...corsLines(policy, asked, surroundings), ...lines];
  if (isPreflight) return { status: 204, headers, sends: 'none' };
  if (resetAfter === 'request') return undefined;
  if (policy.redirect && location !== null) {
    const { status } = policy.redirect;
    return { status, headers: [...headers, ['Location', location]], sends: 'none' };
  }
  const refusal = refusalOf(policy, asked);
  if (refusal !== null) {
    const range: HeaderLine[] = refusal === 416 ? [['Content-Range', `bytes */${songLength}`]] : [];
    const said: HeaderLine[] = [
      ['Content-Type', 'application/json'],
      // https://httpwg.org/specs/rfc9110.html#field.content-length: not beside 204.
      ...(refusal === 204 ? [] : [['Content-Length', String(refusalLength)] as const]),
    ];
    return { status: refusal, headers: [...headers, ...range, ...said], sends: 'noise' };
  }
  const type = policy.contentType === undefined ? contentTypeOf(asked.file) : policy.contentType;
  const typed = type === null || getHeader(headers, 'content-type') !== null;
  const partial = asked.hasRange && policy.range !== 'ignored' && !asked.validates;
  const cached = getHeader(headers, 'cache-control') !== null;
  return {
    status: asked.validates ? 304 : partial ? 206 : 200,
    headers: [
      ...headers,
      ...(typed ? [] : [['Content-Type', type] as const]),
      ...(cached ? [] : [['Cache-Control', 'no-cache'] as const]),
      ['ETag', policy.validators === 'weak' ? 'W/"of the file"' : '"of the file"'],
      policy.length === 'unsaid' ? ['Transfer-Encoding', 'chunked'] : ['Content-Length', String(songLength)],
      ...(partial ? [['Content-Range', `bytes 0-${songLength - 1}/${songLength}`] as const] : []),
    ],
    sends: bodyOf(policy),
    ...(!asked.validates && endOf(policy)),
  };
}
