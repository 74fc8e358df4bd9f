import type { SentRequest } from '../../standards/fetch-state';

/**
 * The connections that stay open after an answer, for later requests to the same origin that carry credentials as theirs did, or
 * none (https://fetch.spec.whatwg.org/#concept-connection-pool).
 */
export interface OpenConnections {
  /** Takes one out, if there is one. @returns whether there was */
  take(sent: SentRequest): boolean;
  /** An answer came in full, and leaves its connection open. */
  leave(sent: SentRequest): void;
}

const keyOf = ({ url, withCredentials }: SentRequest): string => `${url.origin} ${withCredentials}`;

/** One load makes one request after the other: of each kind, one connection is enough. */
export function createOpenConnections(): OpenConnections {
  const open = new Set<string>();
  return {
    take: (sent) => open.delete(keyOf(sent)),
    leave: (sent) => void open.add(keyOf(sent)),
  };
}
