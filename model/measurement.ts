import type { Reason } from './explain/reasons';
import type { LoaderName, SingleLoaderName } from './loaders';
import type { PageId } from './pages';
import type { HeaderLine } from './policies/policy';
import type { Relation } from './relations';
import type { StreamPart } from './stream';
import type { Scheme, ServerName } from './topology';

export const outcomes = ['readable', 'opaque', 'blocked'] as const;
/**
 * `readable`: script gets the samples or bytes. `opaque`: it loads (an element plays it, and is heard unless Web Audio
 * taps it) but script gets nothing. `blocked`: it does not load.
 */
export type Outcome = (typeof outcomes)[number];

/** A `fetch()` in all that script can say of it. */
export interface FetchRequest {
  readonly mode: 'cors' | 'no-cors' | 'same-origin';
  readonly credentials: 'omit' | 'same-origin' | 'include';
  readonly method: string;
  readonly headers: readonly HeaderLine[];
}

/** One load that a probe is asked to do. */
export interface Cell {
  /** Fresh for each load; every server records what it saw under it. */
  readonly token: string;
  readonly loader: LoaderName | SingleLoaderName;
  readonly url: string;
  /** A fetch of its own instead of the loader's; its body is not listened to. */
  readonly request?: FetchRequest;
  /** Visited with credentials before the load: sets the session cookie. */
  readonly logIn?: string;
  /** The page's own song, for elements that are swapped from it or to it. */
  readonly ownSong?: string;
  /** A page of another origin of the same site, for loads that are done in a frame. */
  readonly frame?: string;
  /** The page of the same origin that a script is injected into, all but what it repeats. */
  readonly hole?: string;
  /** Where an injected script sends what it read. */
  readonly collector?: string;
}

/** What a page saw of one load. */
export interface PageEvidence {
  readonly token: string;
  /** The answer was accepted: a media element has metadata, a fetch resolved, an XHR has loaded. */
  readonly accepted: boolean;
  /** A media element knows its duration; status and type of a response are visible to script. */
  readonly metadata: boolean;
  /** Time advances in a media element; bytes came into script's hands. */
  readonly advances: boolean;
  /** The tone found in the samples, in Hz; 0 where only zeros came; null where no samples were looked at. */
  readonly tone: number | null;
  /** The AudioContext did not run while the element was tapped. */
  readonly suspended?: true;
  /** What script sees of the response, for loaders that show one. */
  readonly response?: {
    readonly type: string;
    readonly status: number;
    readonly redirected: boolean;
    readonly headers: readonly HeaderLine[];
    readonly bytes: number | null;
  };
  /** The browser's own words. */
  readonly error?: { readonly name: string; readonly message: string };
  /** What was waited for in vain. */
  readonly timedOut?: string;
  /** From the first step to the last, in milliseconds. */
  readonly milliseconds: number;
}

/** One request and its answer, as a server saw them. */
export interface Exchange {
  readonly token: string;
  readonly server: ServerName;
  /** When the request came, in milliseconds of a steady clock that all servers share, with fractions. */
  readonly at: number;
  readonly scheme: Scheme;
  readonly method: string;
  readonly host: string;
  /** Path and query. */
  readonly path: string;
  /** Those that matter here, by lower-case name. */
  readonly requestHeaders: Readonly<Record<string, string>>;
  /** Null: the connection ended before an answer. */
  readonly status: number | null;
  readonly responseHeaders: readonly HeaderLine[];
  /** The answer was sent to its end. */
  readonly complete: boolean;
  /** Its connection ended, and the same request came again on another. */
  readonly broken?: true;
}

/** What a browser says of a failed request in its own tools, where neither page nor server can see it. */
export interface BrowserSays {
  /** The name that the browser has for it: in Chromium one of the DevTools protocol, in Firefox that of the console message. */
  readonly code: string;
  /** The message, or the value that it complains of; null where there is none. */
  readonly words: string | null;
}

/** How far a load came, rung by rung; null where a rung says nothing about this loader. */
export interface Ladder {
  readonly sent: boolean;
  readonly accepted: boolean;
  readonly metadata: boolean;
  readonly advances: boolean;
  /** The tone of the right server is in the samples. */
  readonly tone: boolean;
}

/** The lab itself failed: never a finding about CORS. */
export interface LabError {
  readonly code:
    | 'server-unreachable'
    | 'control-failed'
    | 'probe-timeout'
    | 'page-failed'
    | 'ledger-lost'
    | 'connection-broken'
    | 'not-repeated'
    | 'wrong-tone'
    | 'no-tone'
    | 'browser-network';
  readonly message: string;
  /** The server that failed, where one did. */
  readonly server?: ServerName;
}

export const verdicts = ['as predicted', 'known quirk', 'surprise', 'inconclusive'] as const;
/** A measurement held against what was expected. */
export type Verdict = (typeof verdicts)[number];

/** One exchange that the oracle expects on the wire, in what decides it. */
export interface PredictedExchange {
  readonly method: string;
  readonly scheme: string;
  /** With its port, where it is not the scheme's default. */
  readonly host: string;
  /** Null: no `Origin` is sent. */
  readonly origin: string | null;
  /** Whether the session cookie goes with it. */
  readonly session: boolean;
  /** Null: the connection ends without an answer. */
  readonly status: number | null;
}

/** What a browser did in one scenario. */
export interface Measurement {
  /** Page, loader, relation and policy joined by `/`. */
  readonly id: string;
  readonly page: PageId;
  readonly loader: LoaderName;
  readonly relation: Relation;
  readonly policy: string;
  readonly title: string;
  /** `required`: the standard decides. `check`: engines may differ. */
  readonly kind: 'required' | 'check';
  readonly claims: readonly number[];
  readonly links: readonly string[];
  readonly engine: string;
  readonly browserVersion: string;
  readonly url: string;
  readonly outcome: Outcome | 'inconclusive';
  readonly reason: Reason | null;
  /** Of an HLS stream, the part that keeps it from being readable: null where it is readable, or no stream. */
  readonly part: StreamPart | null;
  readonly expected: Outcome;
  readonly expectedReason: Reason | null;
  /** How the wire differs from what the oracle says of it, and the reason from what the browser says, in words. */
  readonly differences: readonly string[];
  /** What the browser itself says of it; empty where it says nothing, null where it cannot be asked. */
  readonly browserSays: readonly BrowserSays[] | null;
  readonly verdict: Verdict;
  /** The id of the recorded difference that this engine has here. */
  readonly quirk: string | null;
  /** A scenario that differs in one field and loads; null where this one loads itself. */
  readonly contrast: string | null;
  readonly ladder: Ladder;
  readonly wire: {
    /** As the servers saw it, in order of time. */
    readonly servers: readonly Exchange[];
    /** As the page saw it. */
    readonly page: PageEvidence | null;
    /** As the oracle says it should be. */
    readonly predicted: readonly PredictedExchange[];
  };
  /** The cell had been measured before: the lab had failed, or a surprise had to come again. */
  readonly askedAgain?: true;
  readonly labError?: LabError;
}
