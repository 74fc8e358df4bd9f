import type { ServerName } from '../../model/advice/recipes';
import type { SessionCookie } from '../../model/check/session-cookie';
import type { HeaderLine } from '../../model/http/headers';
import type { LoaderName } from '../../model/lab/loaders/loaders';
import type { PersonsPage } from './persons-page';

/** What is to be checked of one URL, and within which bounds. */
export interface LoadOptions {
  readonly url: string;
  readonly pages: readonly PersonsPage[];
  /** The first is the one that counts. */
  readonly loaders: readonly LoaderName[];
  /** Sent to the URL's own origin. */
  readonly headers: readonly HeaderLine[];
  /** Those that a browser of the person has for the URL's host; none unless said. */
  readonly cookies?: readonly SessionCookie[];
  /** How long the server may take for an answer, in milliseconds. */
  readonly patience: number;
  /** How often it may be asked without a browser, for each page. */
  readonly mostDirect: number;
  /** What the server is; undefined leaves it to a guess. */
  readonly server?: ServerName | undefined;
  /** Whether fixes are tried out. */
  readonly proves: boolean;
  readonly onProgress?: (says: string) => void;
  readonly signal: AbortSignal;
}
