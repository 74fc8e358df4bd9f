import type { WrittenRecipe } from './recipe-for';
import type { Advice } from '../../model/advice/advice';
import type { Choice, Fix } from '../../model/advice/edits/search-fix';
import type { SongOutcome } from '../../model/check/outcome-of-song';
import type { EngineName } from '../../model/evidence/engine';
import type { Library } from '../../model/lab/loaders/loader';
import type { LoaderName } from '../../model/lab/loaders/loaders';
import type { HeaderLine } from '../../model/http/headers';
import type { Hole } from '../../model/check/holes-of';
import type { Root } from '../../model/check/root';
import type { StreamPart } from './stream-parts';
import type { AddressSpace } from '../../model/standards/ip-address-space';
import type { Reason } from '../../model/standards/reason';

/** One request and its answer, as they are told. */
export interface ToldExchange {
  readonly method: string;
  readonly url: string;
  /** The `Origin` that was sent; null if none. */
  readonly origin: string | null;
  /** Null if no answer came. */
  readonly status: number | null;
  readonly headers: readonly HeaderLine[];
  /** Why there was no answer, or no whole one; null if there was. */
  readonly noAnswer: string | null;
}

/** One load in one browser. */
export interface CheckedLoad {
  readonly engine: EngineName;
  /** The page's origin. */
  readonly page: string;
  readonly loader: LoaderName;
  readonly outcome: SongOutcome | 'inconclusive';
  readonly reason: Reason | null;
  /** Why it could not be found out; null if it was. */
  readonly inconclusive: string | null;
  /** What the page heard from the player library that loads: an event, and what it says; left out where it heard of no failure. */
  readonly words?: { readonly name: string; readonly message: string };
  readonly wire: readonly ToldExchange[];
}

/** Whether a fix was seen to help: the browsers loaded again, and got the server's own bytes with the answers changed. */
export interface Proof {
  readonly isProven: boolean;
  /** What was seen, in a sentence. */
  readonly says: string;
}

/** Why the song is not readable on a page, and what to do. */
export interface CheckedCause extends Pick<Advice<unknown>, 'wordings'> {
  readonly loader: LoaderName;
  readonly reason: Reason;
  readonly says: string;
  readonly isNot: string;
  readonly link: string;
  /** The player library that loads, and what pages hear from it of a failure; null where none does. */
  readonly library: Library | null;
  /** Both strings of a header that names another origin; null if that is not the matter. */
  readonly mismatch: string | null;
  /** What is at fault on the server; null if direct questions do not tell. */
  readonly root: Root | null;
  /** The fault in a sentence, with the server's own values; null likewise. */
  readonly fault: string | null;
  /** The exchange that shows it; null if nothing went over the wire. */
  readonly exchange: ToldExchange | null;
  readonly fix: Omit<Fix<unknown>, 'load'> | null;
  readonly choices: readonly {
    readonly aims: Choice<unknown>['aims'];
    readonly fix: Omit<Fix<unknown>, 'load'>;
  }[];
  readonly unfixable: string | null;
  /** What is to be done besides, by the root; null if nothing. */
  readonly besides: string | null;
  /** The fix as configuration; null if the server has nothing to do, or nobody knows what it is. */
  readonly recipe: WrittenRecipe | null;
  /** Null where there is no fix, or nobody asked for a proof. */
  readonly proof: Proof | null;
}

/** What came of the check for a page. */
export interface CheckedPage {
  readonly page: string;
  /** Of the load that counts; `inconclusive` where it could not be found out. */
  readonly outcome: CheckedLoad['outcome'];
  readonly cause: CheckedCause | null;
  /** Whom the server lets in, or what it lets caches keep, though it should not; whether the song plays or not. */
  readonly holes: readonly CheckedHole[];
  /** Configuration that closes them; null if there are none, the cause has one already, or nobody knows the server. */
  readonly tightened: WrittenRecipe | null;
}

export interface CheckedHole {
  readonly hole: Hole;
  readonly says: string;
}

/** One part of an HLS stream, as one page gets it. */
export interface CheckedPart extends StreamPart {
  readonly page: string;
  /** Of the browser in which it went worst. */
  readonly outcome: CheckedLoad['outcome'];
  readonly reason: Reason | null;
  /** What is wrong with its bytes, in a sentence; null if nothing was seen to be. */
  readonly fault: string | null;
  readonly loads: readonly CheckedLoad[];
  /** Null where it is readable, or another part of the same origin fails for the same reason. */
  readonly cause: CheckedCause | null;
}

export interface CheckResult {
  readonly url: string;
  /** The person's own page, and the policies that it came with; left out where there is none. */
  readonly document?: { readonly url: string; readonly policies: readonly HeaderLine[] };
  /** Where the server is; left out where that is a public address, or nobody knows. */
  readonly privateServer?: {
    readonly addressSpace: Exclude<AddressSpace, 'public'>;
    /** Whether the pages were at a public address, for which browsers refuse such a server (Local Network Access). */
    readonly isAskedFromPublic: boolean;
  };
  readonly pages: readonly CheckedPage[];
  readonly loads: readonly CheckedLoad[];
  readonly browsers: readonly {
    readonly engine: EngineName;
    readonly version: string;
    /** Where it is not what people browse with, and what it cannot be asked, a phrase each. */
    readonly differs: readonly string[];
    readonly requests: number;
    /** As many it was allowed. */
    readonly mostRequests: number;
  }[];
  /** Those of an HLS stream, each by itself; left out of what is none. */
  readonly parts?: readonly CheckedPart[];
  /** Made by no browser, of the same server. */
  readonly directRequests: number;
  /** As many were allowed, for all pages. */
  readonly mostDirectRequests: number;
}
