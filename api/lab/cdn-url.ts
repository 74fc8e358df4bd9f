import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { ShapeOf } from '../../model/evidence/shape-of';
import { isPolicyName, policyNames, policyOf, type PolicyName } from '../../model/lab/policies';
import type { Policy } from '../../model/lab/policies/policy';
import { policySegment } from '../../model/lab/policies/policy-segment';
import { whyNoName, whyNoValue, whyNotSent } from '../../model/lab/policies/refuse-header';
import { streamFiles } from '../../model/lab/topology/stream';
import { originOf, schemes, type Ports, type Scheme } from '../../model/lab/topology/topology';
import type { HeaderLine } from '../../model/http/headers';
import { shownValue } from '../../model/http/shown-text';
import { meant } from '../../runner/given/nearest';
import { UsageError } from '../../runner/failures/usage-error';
import { splitLine } from '../given/header-lines';
import { readGiven } from '../given/read-given';
import { audioFileNames, type AudioFileName } from '../../servers/audio/library';
import { policyFromSegment } from '../../servers/cdn/ad-hoc-policy';
import { BadRequest } from '../../servers/http/errors';

/**
 * What a CDN answers: a policy of the lab by its name, such as `wildcard`; header lines, each a pair or `Name: value`; or a
 * policy of your own, with redirects, preflights, sessions and faults.
 */
export type CdnPolicy = PolicyName | readonly (HeaderLine | `${string}:${string}`)[] | AdHocPolicy;

/** A policy of your own. `title` says in a word what it does. */
export type AdHocPolicy = Omit<Policy, 'title'> & { readonly title?: string };

/** Which URL of a CDN. */
export interface CdnUrl {
  /** Default: `http`. From a page over https an `http` URL is mixed content. */
  readonly scheme?: Scheme;
  /** Default: the one that the policy is about, else `song.mp3`, of 16 s. `tone.m3u8` is an HLS playlist. */
  readonly file?: AudioFileName | 'tone.m3u8';
}

const fail = (place: string, value: unknown, want: string): never => {
  throw new UsageError(`Failed to read the policy: at ${place}, ${shownValue(value)}: ${want}`);
};

function lineOf(line: unknown, i: number): HeaderLine {
  const place = `[${i}]`;
  const parts: readonly unknown[] =
    typeof line === 'string' ? (splitLine(line) ?? []) : Array.isArray(line) ? line : [];
  const [name, value] = parts;
  if (typeof name !== 'string' || typeof value !== 'string' || parts.length !== 2)
    return fail(
      place,
      line,
      'want a header line, as "Access-Control-Allow-Origin: *", or its name and value',
    );
  const why = whyNoName(name) ?? whyNotSent(name) ?? whyNoValue(value);
  return why === undefined ? [name, value] : fail(place, line, why);
}

const isLines = (policy: CdnPolicy): policy is Extract<CdnPolicy, readonly unknown[]> =>
  Array.isArray(policy);

/** The segment of a path that asks for a policy, and the file that the policy is about. */
function readPolicy(policy: CdnPolicy): {
  readonly segment: string;
  readonly file: AudioFileName | undefined;
} {
  if (typeof policy === 'string') {
    if (isPolicyName(policy)) return { segment: policy, file: policyOf(policy).file };
    return fail('policy', policy, `is no policy of the lab.${meant(policy, policyNames)}`);
  }
  const given: unknown = policy;
  if (typeof given !== 'object' || given === null)
    return fail('policy', given, 'want the name of a policy, header lines, or a policy of your own');
  const title = 'a policy of your own';
  const own = isLines(policy) ? { title, headers: policy.map(lineOf) } : { title, ...policy };
  const segment = policySegment(own);
  try {
    return { segment, file: policyFromSegment(segment).file };
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error;
    return fail(error.at, error.value, error.message);
  }
}

const given = z.strictObject({
  scheme: z.enum(schemes).exactOptional(),
  file: z.enum([...audioFileNames, streamFiles.playlist]).exactOptional(),
} satisfies ShapeOf<CdnUrl>);

/**
 * A URL of the CDN that answers so, with a token by which the lab knows it again.
 * @throws UsageError where there is no such policy, or a line of it is malformed
 */
export function cdnUrl(ports: Ports, policy: CdnPolicy, which: CdnUrl = {}): string {
  const { scheme = 'http', file } = readGiven(given, which, 'give a URL of a CDN');
  const { segment, file: usual = 'song.mp3' } = readPolicy(policy);
  const token = randomBytes(8).toString('hex');
  return `${originOf(ports, 'cdn', scheme, 'test')}/p/${segment}/${file ?? usual}?t=${token}`;
}

/** The token of such a URL; undefined if it has none. */
export const tokenOf = (url: string): string | undefined => /[?&]t=([\w-]{1,64})(?:[&#]|$)/.exec(url)?.[1];
