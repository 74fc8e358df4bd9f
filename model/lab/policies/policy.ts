import type { HeaderLine } from '../../http/headers';
import type { ServerName } from '../topology/topology';

/** Options of the `cors` package: what a well-configured Express CDN has. */
export interface CorsPackage {
  /** `*`; or the allowlist of the player's own origins; or whatever origin asks. */
  readonly origin: '*' | 'allowlist' | 'any';
  readonly credentials?: boolean;
  readonly allowedHeaders?: readonly string[];
  readonly exposedHeaders?: readonly string[];
  /** Seconds. */
  readonly maxAge?: number;
}

/** Another place of the lab. */
export interface Place {
  readonly to: ServerName | 'same-server';
  /** The policy there: a name, or one of its own. */
  readonly policy: string | Policy;
}

export interface Redirect extends Place {
  readonly status: 301 | 302 | 303 | 307 | 308;
}

export type Fault =
  | { readonly kind: 'delay'; readonly ms: number }
  /** The connection is reset: before any answer but that to a preflight, in the middle of the body, or at a preflight alone. */
  | { readonly kind: 'reset'; readonly after: 'request' | 'half' | 'preflight' }
  /** `Content-Length` promises the whole file, half of it comes. */
  | { readonly kind: 'truncate' }
  /** The body comes in pieces, `ms` apart. */
  | { readonly kind: 'trickle'; readonly pieces: number; readonly ms: number };

export interface Session {
  /** The `SameSite` attribute of the cookie that a log-in sets; null leaves it out. */
  readonly sameSite: 'Strict' | 'Lax' | 'None' | null;
  readonly secure?: boolean;
  readonly partitioned?: boolean;
  /** Whether the lab logs in before it loads. */
  readonly loggedIn: boolean;
}

/** What a CDN answers: headers, preflight, redirect, credentials, cookie, content type, range, fault. */
export interface Policy {
  /** What this CDN does, in the present tense. */
  readonly title: string;
  readonly cors?: CorsPackage;
  /**
   * Set by hand on every answer, in order, duplicates kept. A value goes out byte for byte after its placeholders are
   * filled in, under the domain that the server was asked: `{player}` and `{player-https}`, the player's origin over http
   * and https; `{player-host}`, its host and port; `{origin}`, the request's `Origin` as it came, empty if there is none.
   */
  readonly headers?: readonly HeaderLine[];
  /** Set by hand only where the request has an `Origin`, as object stores do. */
  readonly headersWithOrigin?: readonly HeaderLine[];
  /** The answer to a preflight. Without it the `cors` package answers, or else 204 with `headers`. */
  readonly preflight?: { readonly status: number; readonly headers?: readonly HeaderLine[] };
  readonly redirect?: Redirect;
  /** A file wants this cookie; without it 401. */
  readonly session?: Session;
  /** A file wants an `Authorization` header; without it 401. */
  readonly authorization?: true;
  /** Status of the final answer instead of 200, with a JSON body. */
  readonly status?: number;
  /** `Content-Type` instead of the file's own; null leaves it out. */
  readonly contentType?: string | null;
  /** What comes instead of the file: an error page, bytes at random, a file of a format that no browser plays, or nothing. */
  readonly body?: 'html' | 'noise' | 'midi' | 'empty';
  /** There is no `Content-Length`: the body comes in chunks. */
  readonly length?: 'unsaid';
  /** HEAD gets 405, as from what knows GET alone. */
  readonly head?: 'refused';
  /** `ignored`: 200 and the whole file; `refused`: 416. */
  readonly range?: 'ignored' | 'refused';
  /** A weak `ETag` and no `Last-Modified`: what is stored can be validated, and a part not be completed. */
  readonly validators?: 'weak';
  /**
   * The first part of a file comes at once, and the rest where it is asked for by another range: `here`, or by a redirect
   * to the server's second host.
   */
  readonly parts?: { readonly rest: 'here' | 'other-host' };
  /** Where a playlist says that its key and its segment are; what is left out is beside it, under the same policy. */
  readonly hls?: { readonly key?: Place; readonly segment?: Place };
  readonly fault?: Fault;
  /** The file that the lab asks for, where it is not the mp3. */
  readonly file?: 'tone.wav' | 'tone.ogg' | 'tone.flac';
}

/** A family of policies on one topic. */
export type Policies = Readonly<Record<string, Policy>>;
