import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

const loopback = [
  { address: '::1', family: 6 },
  { address: '127.0.0.1', family: 4 },
];

/**
 * Looks a host up as browsers do: `localhost` and all below it is loopback in both families, whatever the hosts file says
 * (https://www.rfc-editor.org/rfc/rfc6761#section-6.3). Node tries one after the other.
 */
export const lookUp: LookupFunction = (host, options, callback) => {
  if (/(^|\.)localhost\.?$/i.test(host)) callback(null, loopback);
  else lookup(host, options, callback);
};
