/** What stopped a song before a server could be at fault: no CORS decides it. */
export interface StoppedHere {
  readonly says: string;
  /** What it is not. */
  readonly isNot: string;
  readonly fix: string;
}

const noCors = 'It is not CORS, and no header helps.';

interface Cause extends Omit<StoppedHere, 'isNot'> {
  readonly isNot?: string;
  readonly named: RegExp;
  readonly messages: readonly string[];
}

/** What browsers call it, Chromium, Firefox and WebKit. */
const causes: readonly Cause[] = [
  {
    named: /net::ERR_BLOCKED_BY_CLIENT\b/,
    messages: ['net::ERR_BLOCKED_BY_CLIENT'],
    says: 'Something in this browser stopped the request, most often an extension that blocks advertisements: no server was asked.',
    fix: 'Load the page in a private window without extensions. If it plays there, allow the song’s address in the extension, or give it one that has no word such as ads, track or analytics in it.',
  },
  {
    named: /net::ERR_BLOCKED_BY_ADMINISTRATOR\b/,
    messages: ['net::ERR_BLOCKED_BY_ADMINISTRATOR'],
    says: 'A policy of whoever manages this browser stopped the request: no server was asked.',
    fix: 'Ask them to allow the address; chrome://policy shows the policy.',
  },
  {
    named: /net::ERR_INTERNET_DISCONNECTED\b|NS_ERROR_OFFLINE\b/,
    messages: ['net::ERR_INTERNET_DISCONNECTED', 'NS_ERROR_OFFLINE'],
    says: 'The machine has no network: no server was asked.',
    fix: 'Connect it, and load the page again.',
  },
  {
    named: /net::ERR_(?:NETWORK_CHANGED|NETWORK_IO_SUSPENDED)\b/,
    messages: ['net::ERR_NETWORK_CHANGED', 'net::ERR_NETWORK_IO_SUSPENDED'],
    says: 'The machine changed its network while the song was under way, or went to sleep.',
    fix: 'Load the page again; a player may do that by itself.',
  },
  {
    named:
      /net::ERR_(?:PROXY_CONNECTION_FAILED|TUNNEL_CONNECTION_FAILED)\b|NS_ERROR_(?:PROXY|UNKNOWN_PROXY)\w+/,
    messages: [
      'net::ERR_PROXY_CONNECTION_FAILED',
      'net::ERR_TUNNEL_CONNECTION_FAILED',
      'NS_ERROR_PROXY_CONNECTION_REFUSED',
    ],
    says: 'The proxy that this machine uses does not answer, or refuses the address: the song’s server was not asked.',
    fix: 'Look at the proxy in the settings of the network, or leave it out for this address.',
  },
  {
    named: /net::ERR_ABORTED(?! \d)|NS_BINDING_ABORTED\b|\bAbortError\b/,
    messages: ['net::ERR_ABORTED', 'NS_BINDING_ABORTED', 'AbortError'],
    says: 'The page itself gave the load up: it set another src, left, called abort(), or paused before the song came.',
    fix: 'Wait for canplay before src is set again. If nothing gave it up, another line of the console has the cause.',
  },
  {
    named:
      /already connected previously to a different MediaElementSourceNode|already associated with an audio source node/i,
    messages: [
      "InvalidStateError: Failed to execute 'createMediaElementSource' on 'AudioContext': HTMLMediaElement already connected previously to a different MediaElementSourceNode.",
      'InvalidStateError: Media element is already associated with an audio source node',
    ],
    says: 'createMediaElementSource() was called a second time for one element: an element has one source node for all its life, whatever AudioContext asks.',
    fix: 'Keep the node beside its element, and connect it again: an effect or a component that is set up anew must find the node of before. If the AudioContext was closed, make a new element.',
  },
  {
    // Firefox and WebKit say no more of any SecurityError.
    named: /The operation is insecure/i,
    messages: ['SecurityError: The operation is insecure.'],
    says: 'Script called what this page may not use. The line does not tell which call that was: its place in the script, beside the line, does.',
    isNot:
      'It is CORS only where the call records a song or reads a canvas; else no header of the song helps.',
    fix: 'At captureStream() or a MediaRecorder: the song came from another origin without CORS. Put crossorigin on the element before its src, and have the CDN send Access-Control-Allow-Origin. At localStorage, indexedDB, cookies or a service worker: the browser keeps storage from this page, which is its setting for cookies.',
  },
];

/** Each cause with the messages that name it. */
export const stops: readonly (StoppedHere & { readonly messages: readonly string[] })[] = causes.map(
  ({ isNot = noCors, ...cause }) => ({ ...cause, isNot }),
);

/** @returns what stopped the load that a message is of, before a server could be at fault; null if the message names nothing such */
export function stoppedHere(message: string): StoppedHere | null {
  const found = causes.find(({ named }) => named.test(message));
  return found ? { says: found.says, isNot: found.isNot ?? noCors, fix: found.fix } : null;
}
