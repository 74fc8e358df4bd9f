import type { Url } from '../http/url';

/** https://wicg.github.io/local-network-access/#enumdef-ipaddressspace, the most public first. */
export const addressSpaces = ['public', 'local', 'loopback'] as const;
export type AddressSpace = (typeof addressSpaces)[number];

type Block = readonly [address: string, bits: number, space: AddressSpace];

/** https://wicg.github.io/local-network-access/#non-public-ip-address-blocks, of IPv4. */
const blocks4: readonly Block[] = [
  ['127.0.0.0', 8, 'loopback'],
  ['10.0.0.0', 8, 'local'],
  ['100.64.0.0', 10, 'local'],
  ['172.16.0.0', 12, 'local'],
  ['192.168.0.0', 16, 'local'],
  ['198.18.0.0', 15, 'loopback'],
  ['169.254.0.0', 16, 'local'],
  ['0.0.0.0', 32, 'loopback'],
  ['0.0.0.0', 8, 'local'],
];

/** The same of IPv6. */
const blocks6: readonly Block[] = [
  ['::1', 128, 'loopback'],
  ['fc00::', 7, 'local'],
  ['fe80::', 10, 'local'],
  ['fec0::', 10, 'local'],
  ['::', 128, 'loopback'],
  ['2001:db8::', 32, 'local'],
  ['3fff::', 20, 'local'],
];

const bitsOf4 = (address: string): string =>
  address
    .split('.')
    .map((byte) => Number(byte).toString(2).padStart(8, '0'))
    .join('');

/** Of an address as the URL parser serializes it: its last 32 bits are hexadecimal, too. */
function bitsOf6(address: string): string {
  const [before = '', after] = address.split('::');
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const [head, tail] = [groups(before), groups(after ?? '')];
  const zeros = after === undefined ? 0 : 8 - head.length - tail.length;
  return [...head, ...Array<string>(zeros).fill('0'), ...tail]
    .map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0'))
    .join('');
}

const mapped = bitsOf6('::ffff:0:0').slice(0, 96);

function spaceIn(blocks: readonly Block[], bitsOf: (address: string) => string, bits: string): AddressSpace {
  const block = blocks.find(([address, length]) => bits.startsWith(bitsOf(address).slice(0, length)));
  return block?.[2] ?? 'public';
}

/** Determine the IP address space (https://wicg.github.io/local-network-access/#determine-the-ip-address-space). */
function ofAddress(host: string): AddressSpace {
  if (!host.startsWith('[')) return spaceIn(blocks4, bitsOf4, bitsOf4(host));
  const bits = bitsOf6(host.slice(1, -1));
  // 1. An IPv4-mapped address counts as the IPv4 address in it.
  return bits.startsWith(mapped)
    ? spaceIn(blocks4, bitsOf4, bits.slice(96))
    : spaceIn(blocks6, bitsOf6, bits);
}

const isAddress = (host: string): boolean => /^[\d.]+$/.test(host) || host.startsWith('[');

/** Names that lead to the machine itself (https://www.rfc-editor.org/rfc/rfc6761#section-6.3). */
const isLocalhost = (host: string): boolean => /(^|\.)localhost\.?$/.test(host);

/** Names of multicast DNS, which lead to what is in the network (https://www.rfc-editor.org/rfc/rfc6762#section-3). */
export const isMulticastName = (host: string): boolean => /\.local\.?$/.test(host);

/** The address space of a server, as far as its URL tells; null where only a look-up of its name would. */
export function addressSpaceOf({ host }: Pick<Url, 'host'>): AddressSpace | null {
  if (isAddress(host)) return ofAddress(host);
  if (isLocalhost(host)) return 'loopback';
  return isMulticastName(host) ? 'local' : null;
}

/**
 * The address space that a page has where nobody names one. Names under `.test` are never at a public address
 * (https://www.rfc-editor.org/rfc/rfc6761#section-6.2): such a page stands on the machine of whoever tests, as the lab's
 * do. Pages without a URL count as those of files do (https://wicg.github.io/local-network-access/#file-urls).
 */
export function usualAddressSpace(page: Url | null): AddressSpace {
  if (!page || /\.test\.?$/.test(page.host)) return 'loopback';
  return addressSpaceOf(page) ?? 'public';
}
