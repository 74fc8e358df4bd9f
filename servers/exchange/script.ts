import type { Answer, NamedAnswer } from '../../model/standards/exchange-case';

/** What servers answer to one load, hop by hop. */
export interface Script {
  /** Stands in the query of the first request, as `t`. */
  readonly token: string;
  readonly answers: readonly NamedAnswer[];
  readonly body: 'audio' | 'text';
}

const redirectStatuses = [301, 302, 303, 307, 308];

/** The URL that an answer redirects to, resolved against that of the request; null if it redirects nowhere. */
export function redirectTarget({ status, headers }: Answer, from: string): URL | null {
  if (!redirectStatuses.includes(status)) return null;
  const location = headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
  return location !== undefined && URL.canParse(location, from) ? new URL(location, from) : null;
}
