import type { ServerName } from '../../../model/advice/recipes';
import type { Hole } from '../../../model/check/holes-of';
import type { EngineName } from '../../../model/evidence/engine';
import type { LoaderName } from '../../../model/lab/loaders/loaders';

/** One, or a list of one or more. */
type Some<T> = T | readonly T[];

/** A text; or the name of a variable of the environment that holds it, for what should not stand in a file. */
export type MaySecret = string | { readonly env: string };

/** What may be said of one check, or of all of them. */
export interface CheckFields {
  /** The origins of the pages that play it, such as `https://app.example`; `null` for one without. */
  readonly pages?: Some<string>;
  /** A page of your own, in place of `pages`, `csp` and `coep`: loads are done under its policies. */
  readonly pageUrl?: MaySecret;
  /** Where the pages are, if not on this machine: Chromium then refuses them private servers. */
  readonly pageAddressSpace?: 'public';
  /** Default: Chromium alone. */
  readonly browsers?: Some<EngineName>;
  /** How pages load it, the one that counts first. Default: `audio-anonymous`, `fetch-same-origin`, `audio`. */
  readonly loaders?: Some<LoaderName>;
  /** The page's Content-Security-Policy. */
  readonly csp?: string;
  /** The page's Cross-Origin-Embedder-Policy. */
  readonly coep?: string;
  /** Header lines for the URL's own origin, by name, such as a login; no output shows them. */
  readonly headers?: Readonly<Record<string, MaySecret>>;
  /** Cookies that the browser has for the URL's host, by name; no output shows them. */
  readonly cookies?: Readonly<Record<string, MaySecret>>;
  /** A file with the cookies, as Playwright's `storageState` writes it; its path is from this file's folder. */
  readonly storageState?: string;
  /** What the server is, for the configuration of the fix. Default: guessed from its answers. */
  readonly server?: ServerName;
  /**
   * An outcome, with a reason or without, such as `readable` or `blocked:csp`: of the loader that counts, or by the name of
   * each loader. Default: `readable`.
   */
  readonly expect?: string | Readonly<Partial<Record<LoaderName, string>>>;
  /** Holes that are known, and meant. */
  readonly accept?: Hole | readonly Hole[];
}

/** One check of a file. */
export interface CheckEntry extends CheckFields {
  /** The song, or several. */
  readonly url: Some<MaySecret>;
  /** Stands for the URL in ids: for two checks of one URL, and for URLs that change. */
  readonly name?: string;
}

/** What `earshot.config.ts`, `.mjs` or `.json` holds. */
export interface CheckConfig extends CheckFields {
  readonly $schema?: string;
  /** How long a server may take for an answer, in seconds, 1 to 120. Default: 10. */
  readonly timeout?: number;
  /** The most requests of one server, by each browser, for each URL. Default: as many as the loads need, with some to spare. */
  readonly maxRequests?: number;
  /** The most requests of one server without a browser, for each URL and page. Default: 40. */
  readonly maxDirect?: number;
  readonly checks: readonly CheckEntry[];
}

/** Gives an editor the types of a file of checks: `export default defineConfig({ … })`. It changes nothing. */
export const defineConfig = (config: CheckConfig): CheckConfig => config;
