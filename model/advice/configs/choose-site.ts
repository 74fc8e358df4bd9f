import type { Url } from '../../http/url';
import { Unplaceable } from './config-tree';

/** What answers for some host names at some ports: a server block, a VirtualHost, a site. */
export interface Site<T> {
  readonly of: T;
  /** Empty if it takes any. */
  readonly ports: readonly number[];
  /** Empty if it takes whatever comes. */
  readonly names: readonly string[];
  /** How well a name fits a host: the higher the better; 0 where it does not. */
  readonly fitOf: (name: string, host: string) => number;
  /** Whether it takes what no name fits. */
  readonly isDefault: boolean;
}

const portOf = ({ port, scheme }: Url): number => port ?? (scheme === 'https' ? 443 : 80);

/**
 * The site that answers for a URL: by name, then the one that takes whatever comes.
 * @param what it is called
 * @param isWhole whether there can be no other site in another file
 * @throws Unplaceable where that is not certain
 */
export function chooseSite<T>(all: readonly Site<T>[], url: Url, what: string, isWhole: boolean): T {
  const port = portOf(url);
  const { host } = url;
  const atPort = all.filter(({ ports }) => ports.length === 0 || ports.includes(port));
  // Behind a balancer, or in a container, a server listens elsewhere than the URL says.
  const sites = atPort.length > 0 ? atPort : all;
  const fits = sites.map((site) => ({
    site,
    fit: Math.max(0, ...site.names.map((name) => site.fitOf(name, host))),
  }));
  const best = Math.max(0, ...fits.map(({ fit }) => fit));
  const found =
    best > 0 ? fits.filter(({ fit }) => fit === best) : fits.filter(({ site }) => site.names.length === 0);
  if (found.length > 1) {
    const defaults = found.filter(({ site }) => site.isDefault);
    if (best === 0 && defaults.length === 1) return defaults[0]!.site.of;
    throw new Unplaceable(`more than one ${what} may answer for ${host}:${port}`);
  }
  if (found[0]) return found[0].site.of;
  const fallback = sites.filter(({ isDefault }) => isDefault);
  if (isWhole && fallback.length === 1) return fallback[0]!.of;
  throw new Unplaceable(`no ${what} in it is named ${host}`);
}
