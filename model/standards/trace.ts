import type { Answer } from './exchange-case';
import type { AddressSpace } from './ip-address-space';
import type { Url } from '../http/url';

/** The steps of the standards that a prediction passes through, with their sections. */
const steps = {
  'create a request': 'https://fetch.spec.whatwg.org/#dom-request',
  'media element request': 'https://html.spec.whatwg.org/multipage/media.html#concept-media-load-resource',
  'resource selection': 'https://html.spec.whatwg.org/multipage/media.html#concept-media-load-algorithm',
  'upgrade insecure requests': 'https://www.w3.org/TR/upgrade-insecure-requests/#upgrade-request',
  'upgrade mixed content': 'https://www.w3.org/TR/mixed-content/#upgrade-algorithm',
  'port blocking': 'https://fetch.spec.whatwg.org/#port-blocking',
  'mixed content check': 'https://www.w3.org/TR/mixed-content/#should-block-fetch',
  'Local Network Access check': 'https://wicg.github.io/local-network-access/#local-network-access-check',
  'Content Security Policy': 'https://www.w3.org/TR/CSP3/#should-block-request',
  'HTTP Strict Transport Security': 'https://fetch.spec.whatwg.org/#main-fetch',
  'main fetch': 'https://fetch.spec.whatwg.org/#main-fetch',
  'scheme fetch': 'https://fetch.spec.whatwg.org/#scheme-fetch',
  'CORS-preflight fetch': 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  'CORS-preflight cache': 'https://fetch.spec.whatwg.org/#cors-preflight-cache',
  'HTTP-network-or-cache fetch': 'https://fetch.spec.whatwg.org/#http-network-or-cache-fetch',
  'handle fetch': 'https://w3c.github.io/ServiceWorker/#handle-fetch',
  'CORS check': 'https://fetch.spec.whatwg.org/#concept-cors-check',
  'cross-origin resource policy check': 'https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check',
  'opaque-response blocking': 'https://github.com/whatwg/fetch/pull/1755',
  'HTTP-redirect fetch': 'https://fetch.spec.whatwg.org/#concept-http-redirect-fetch',
  'filtered response': 'https://fetch.spec.whatwg.org/#concept-filtered-response',
  'media response': 'https://html.spec.whatwg.org/multipage/media.html#verify-a-media-response',
  'effective media volume': 'https://html.spec.whatwg.org/multipage/media.html#effective-media-volume',
  'allowed to play': 'https://html.spec.whatwg.org/multipage/media.html#allowed-to-play',
  MediaElementAudioSourceNode:
    'https://webaudio.github.io/web-audio-api/#MediaElementAudioSourceOptions-security',
} as const;

type StandardStep = keyof typeof steps;

/** One step that was taken, and what it saw. */
export interface TraceStep {
  readonly step: StandardStep;
  readonly link: string;
  readonly saw: string;
}

/** Where a fetch ended. */
export interface LastFetch {
  /** Its URL list. */
  readonly urls: readonly Url[];
  /** Of what was asked last; null if nothing was. */
  readonly kind: 'preflight' | 'request' | null;
  /** What came last; null if nothing came. */
  readonly answer: Answer | null;
  /** Of the server that was asked last; null where nobody knows it. */
  readonly addressSpace: AddressSpace | null;
}

/** Takes down the steps of a prediction. Where nobody asks for them, there is none: words cost time. */
export interface Trace {
  note(step: StandardStep, saw: string): void;
  /** Begins a fetch whose URL list grows as it is redirected. */
  begin(urls: readonly Url[]): void;
  /** Takes down where a server is that is to be asked. */
  connect(addressSpace: AddressSpace | null): void;
  /** Takes down what came of a request; undefined: nothing. */
  exchange(kind: 'preflight' | 'request', answer: Answer | undefined): void;
}

/** A trace that keeps its steps in order, and where the last fetch ended. */
export function createTrace(): Trace & {
  readonly steps: readonly TraceStep[];
  readonly last: LastFetch | null;
} {
  const taken: TraceStep[] = [];
  let last: LastFetch | null = null;
  return {
    steps: taken,
    get last() {
      return last;
    },
    note: (step, saw) => void taken.push({ step, link: steps[step], saw }),
    begin: (urls) => void (last = { urls, kind: null, answer: null, addressSpace: null }),
    connect: (addressSpace) => {
      if (last) last = { ...last, addressSpace };
    },
    exchange: (kind, answer) => {
      if (last) last = { ...last, kind, answer: answer ?? null };
    },
  };
}
