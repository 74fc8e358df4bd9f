import { namedIn, readMessage, type NamedLoad, type ReadMessage } from '../judge/read-message';
import type { Reason } from '../standards/reason';
import { cutIn, type Cut } from './cut-message';
import { describeMismatch } from './mismatch';
import { exampleOf, type Example, type ToldLoad } from './message-examples';
import { reasons } from './reasons';
import { stoppedHere, type StoppedHere } from './stopped-here';

/** What one reason means for whoever got the message. */
interface ReasonExplanation extends Example {
  readonly reason: Reason;
  readonly says: string;
  readonly isNot: string;
  readonly link: string;
}

/** What a console message means. */
export interface MessageExplanation extends NamedLoad {
  /** The engines that write it, and how. Empty if the message is of none that is known. */
  readonly wordings: readonly { readonly engine: string; readonly says: string }[];
  /** The reasons that it goes with, the likeliest first. */
  readonly reasons: readonly ReasonExplanation[];
  /** What stopped the load before a server could be at fault; null if the message names nothing such. */
  readonly stopped: StoppedHere | null;
  /** What the page's own script sees tells nothing of the cause. */
  readonly tellsNothing: boolean;
  /** Of what the message is, where it was cut before the words that tell the cause; else null. */
  readonly cut: Cut | null;
  /** Both strings of an `Access-Control-Allow-Origin` that names another origin, if the message has both; else null. */
  readonly mismatch: string | null;
}

/** What script and element are told: the same for every cause. */
const untelling = [
  /Failed to fetch/i,
  /NetworkError when attempting to fetch resource/i,
  /\bLoad failed\b/i,
  /MEDIA_ELEMENT_ERROR/i,
  /MEDIA_ERR_SRC_NOT_SUPPORTED/i,
  /no supported sources?/i,
  /Failed to open media/i,
  /NotSupportedError/i,
  /net::ERR_FAILED/i,
  /CORS request did not succeed/i,
  // The second of two lines of WebKit: the one before it has the cause.
  /due to access control checks/i,
  /Not allowed to request resource/i,
];

/** More reasons than these, and a message tells them not apart. */
const mostReasons = 4;

/** What APIs are called in a message of Chromium, and in the names of loaders. */
const apis: Readonly<Record<string, ToldLoad['api']>> = {
  audio: 'audio',
  video: 'audio',
  XMLHttpRequest: 'xhr',
  fetch: 'fetch',
};

/** Wordings have the header that is not allowed as `{header}` or `{value}`, and the method likewise. */
function toldBy(message: string, read: readonly ReadMessage[], { url, origin }: NamedLoad): ToldLoad {
  const [, api = ''] = /Access to (\S+) at/.exec(message) ?? [];
  const named = (reason: Reason, name: string): string | null => {
    const { filled } = read.find(({ reasons: some }) => some.includes(reason)) ?? {};
    const value = filled?.[name] ?? filled?.value ?? '';
    return /^[\w!#$%&'*+.^`|~-]+$/.test(value) ? value : null;
  };
  return {
    api: apis[api] ?? null,
    origin,
    header: named('preflight-header-not-allowed', 'header'),
    method: named('preflight-method-not-allowed', 'method'),
    isPreflight: /\bpreflight\b/i.test(message),
    isWithoutCors: /ERR_BLOCKED_BY_ORB|OpaqueResponseBlocking/i.test(message),
    isFile: /^file:/i.test(url ?? ''),
  };
}

/** What the answer names, where it is not what it should; null if the message has no such value. */
const valueIn = (read: readonly ReadMessage[]): string | null =>
  read.find(({ reasons: [first] }) => first === 'allow-origin-mismatch')?.filled.value ?? null;

/** The reasons that a message goes with, the likeliest first, as far as its words and what it names tell. */
function likelyOf(message: string, read: readonly ReadMessage[], { url, origin }: NamedLoad): Reason[] {
  const value = valueIn(read);
  const all = [...new Set(read.flatMap((each) => each.reasons))];
  // An answer that names the page is refused only where the request says null instead.
  if (value !== null && value === origin && value !== 'null')
    return all.filter((reason) => reason === 'redirect-null-origin');
  if (url === null || /^https?:/i.test(url)) return all;
  // Its scheme was asked for, or a redirect led to it.
  if (/redirected from/i.test(message)) return all.filter((reason) => reason !== 'scheme');
  return all.includes('scheme') || cutIn(message) !== null ? ['scheme'] : all;
}

/** Explains a message that somebody copied from a browser's console, of any engine. */
export function explainMessage(message: string): MessageExplanation {
  const stopped = stoppedHere(message);
  const read = stopped ? [] : readMessage(message);
  const named = namedIn(message);
  const value = valueIn(read);
  const isTainted = value !== null && value === named.origin && value !== 'null';
  const likely = stopped ? [] : likelyOf(message, read, named);
  const isTelling = likely.length > 0 && likely.length <= mostReasons;
  const cut = stopped || isTelling ? null : cutIn(message);
  const told = toldBy(message, read, named);
  return {
    ...named,
    wordings: read.map(({ engine, says }) => ({ engine, says })),
    reasons: isTelling
      ? likely.map((reason) => ({ reason, ...reasons[reason], ...exampleOf(reason, told) }))
      : [],
    stopped,
    tellsNothing:
      !stopped &&
      !isTelling &&
      (cut !== null || read.length > 0 || untelling.some((pattern) => pattern.test(message))),
    cut,
    mismatch:
      value === null || isTainted
        ? null
        : describeMismatch(named.origin, {
            status: 200,
            headers: [['Access-Control-Allow-Origin', value]],
          }),
  };
}
