import { lookup } from 'node:dns/promises';
import { parseUrl } from '../../model/http/url';
import { addressSpaceOf, addressSpaces, type AddressSpace } from '../../model/standards/ip-address-space';
import { withTimeout } from '../waiting/with-timeout';

/** The host of an address, as URLs have it. */
const hostOf = (address: string, family: number): string =>
  family === 6 ? new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname : address;

/**
 * Where the server of a song is, as this machine finds it: the least public of its addresses.
 * @param patience for the look-up of its name, in milliseconds
 * @returns null where nobody knows
 */
export async function songSpaceOf(href: string, patience: number): Promise<AddressSpace | null> {
  const url = parseUrl(href);
  if (!url) return null;
  const told = addressSpaceOf(url);
  if (told !== null) return told;
  const found = await withTimeout(
    patience,
    `Failed to look up ${url.host}: no answer`,
    lookup(url.host, { all: true }),
  ).catch(() => []);
  const spaces = found.map(({ address, family }) => addressSpaceOf({ host: hostOf(address, family) }));
  return [...addressSpaces].reverse().find((space) => spaces.includes(space)) ?? null;
}
