import { extractTokens, getHeader, isToken, stripWhitespace } from '../../http/headers';
import type { Answer } from '../../standards/exchange-case';
import type { AddressSpace } from '../../standards/ip-address-space';
import type { MediaDestination } from '../../standards/media-destination';
import type { Reason } from '../../standards/reason';
import type { FetchedRequest } from '../../standards/request';

/** A load as far as messages speak of it. */
export interface WordedLoad {
  readonly api: MediaDestination | 'fetch' | 'XMLHttpRequest';
  readonly mode: FetchedRequest['mode'];
  /** The page's origin, serialized. */
  readonly origin: string;
  /** Where the page came from, so far as it is known. */
  readonly page: string;
  /** The URL list of the request: the first one, and the one at which it ended. */
  readonly urls: readonly [first: string, last: string];
  /** What was asked last. */
  readonly isPreflight: boolean;
  readonly method: string;
  /** The headers that a preflight has to be asked for, lower-case and sorted. */
  readonly unsafeHeaders: readonly string[];
  /** What came last; null if nothing came. */
  readonly answer: Answer | null;
  /** Whether the page is a secure context. */
  readonly isSecureContext: boolean;
  /** Of the server that was asked last, and of what the request says of it; null where it is not known, or not said. */
  readonly addressSpace: AddressSpace | null;
  readonly targetAddressSpace: AddressSpace | null;
  /** The directive of the page's policy that refuses it, and the one that it stands for; null if none does. */
  readonly directive: { readonly text: string; readonly name: string; readonly standsFor: string } | null;
}

/** What stands for the placeholders of a message; null where it is not known. */
export type Placeholders = Readonly<Record<string, string | number | null>>;

/** One thing that an engine says of a failed load, and what may be meant by it. */
export interface Wording {
  /** The engine's own name for it; null if it has none that can be had while it runs. */
  readonly code: string | null;
  /** The message in its console, with placeholders in braces; null if it writes none. */
  readonly says: string | null;
  /** The reasons that it goes with. */
  readonly reasons: readonly Reason[];
  /** Reasons that it goes with now and then: the engine blocks for them all the same, and says something else as a rule. */
  readonly rarely?: readonly Reason[];
  /** Whether it is what the engine writes of this load, which failed for one of the reasons. Of every one, if absent. */
  readonly when?: (load: WordedLoad) => boolean;
  /** What stands for its placeholders but `{url}`, `{origin}` and `{page}`. */
  readonly fill?: (load: WordedLoad) => Placeholders;
  /** How the message goes on, for some loads. */
  readonly tail?: (load: WordedLoad) => string;
}

/** The reasons of a CORS check, which engines tell apart by their messages. */
export const corsReasons = [
  'allow-origin-missing',
  'allow-origin-mismatch',
  'allow-origin-multiple',
  'wildcard-with-credentials',
  'allow-credentials-missing',
  'redirect-null-origin',
] as const satisfies readonly Reason[];

export const preflightReasons = [
  'preflight-status',
  'preflight-header-not-allowed',
  'preflight-method-not-allowed',
  'preflight-malformed',
  'preflight-unanswered',
] as const satisfies readonly Reason[];

/** A header of the last answer, its values joined; null if it has none. */
export const said = ({ answer }: WordedLoad, name: string): string | null =>
  getHeader(answer?.headers ?? [], name);

/** On how many lines the last answer has a header. */
export const linesOf = ({ answer }: WordedLoad, name: string): number =>
  (answer?.headers ?? []).filter(([each]) => each.toLowerCase() === name).length;

export const isRedirect = ({ answer }: WordedLoad): boolean =>
  [301, 302, 303, 307, 308].includes(answer?.status ?? 0);

/** The first header that the answer to the preflight does not allow. */
export function headerNotAllowed(load: WordedLoad): string | null {
  const allowed = extractTokens(load.answer?.headers ?? [], 'access-control-allow-headers');
  const names = allowed === 'failure' ? [] : (allowed ?? []).map((name) => name.toLowerCase());
  return load.unsafeHeaders.find((name) => !names.includes(name)) ?? null;
}

/** The part of a list that is no token; null if there is none. */
export const malformedIn = (load: WordedLoad, name: string): string | null =>
  (said(load, name) ?? '')
    .split(',')
    .map(stripWhitespace)
    .find((item) => item !== '' && !isToken(item)) ?? null;
