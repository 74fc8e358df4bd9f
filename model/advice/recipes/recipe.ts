import { parseUrl } from '../../http/url';

/** What a server shall be told. */
export interface Wish {
  /** Everybody, or the pages of these origins alone: serialized, http or https. */
  readonly origins: '*' | readonly string[];
  /** Whether pages load with cookies or a login of the browser's own. Never with `*`. */
  readonly credentials: boolean;
  /** Names of the headers that pages ask for by a preflight. */
  readonly requestHeaders: readonly string[];
  /** Names of the headers of the answer that scripts read. */
  readonly exposeHeaders: readonly string[];
  /** Whether another server stands behind this one, whose own lines must not be sent as well. */
  readonly proxied: boolean;
}

/** A piece of configuration. */
export interface Block {
  /** Where in the file it goes. */
  readonly where: string;
  readonly text: string;
}

/** A wish, as configuration of one product. */
export interface Written {
  /** Where it goes, or why this product cannot do it and what can; one sentence. */
  readonly says: string;
  /** The file, as the product calls it. */
  readonly file: string;
  /** Empty if this product cannot do what is wished. */
  readonly blocks: readonly Block[];
  /** What to look at besides. */
  readonly note?: string;
}

/** Writes a wish that was checked. */
export type Writer = (wish: Wish) => Written;

const host = /^([a-z0-9._-]+|\[[0-9a-f:]+\])$/;
const headerName = /^[A-Za-z0-9_-]+$/;

/** The URL parser leaves `*`, quotes and `$` in a host; no registered name has them, and configuration gives them a meaning. */
function checkOrigin(origin: string): string {
  const url = parseUrl(origin);
  if (url?.origin === origin && /^https?$/.test(url.scheme) && host.test(url.host)) return origin;
  throw new Error(
    `Failed to allow the origin ${JSON.stringify(origin)}: want scheme, host and port as a browser sends them, such as https://app.example`,
  );
}

function checkHeaderName(name: string): string {
  if (headerName.test(name)) return name;
  throw new Error(
    `Failed to name the header ${JSON.stringify(name)}: want letters, digits, - and _ alone, as nothing else is safe in every configuration`,
  );
}

const unique = (names: readonly string[]): string[] => [...new Set(names)];

/**
 * A wish that is safe to write in the syntax of every product, each thing in it once.
 * @throws Error if it allows everybody with credentials, or nobody; or an origin or the name of a header is none
 */
export function checkWish(wish: Wish): Wish {
  const { origins, credentials } = wish;
  if (origins === '*' && credentials)
    throw new Error('Failed to allow every origin with credentials: browsers refuse it. Name the origins.');
  if (origins.length === 0) throw new Error('Failed to allow no origin: name one, or *.');
  return {
    ...wish,
    origins: origins === '*' ? origins : unique(origins.map(checkOrigin)),
    requestHeaders: unique(wish.requestHeaders.map(checkHeaderName)),
    exposeHeaders: unique(wish.exposeHeaders.map(checkHeaderName)),
  };
}
