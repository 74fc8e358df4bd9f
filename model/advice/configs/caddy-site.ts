import type { Url } from '../../http/url';
import { chooseSite, type Site } from './choose-site';
import { Unplaceable, type Block, type Directive } from './config-tree';

export type CaddyBlock = Directive & { readonly block: Block };

export const hasLines = (directive: Directive): directive is CaddyBlock => directive.block !== null;

const isSnippet = ({ name }: Directive): boolean => /^(?:&?\(.+\)|)$/.test(name);

interface Address {
  readonly host: string;
  readonly ports: readonly number[];
}

function addressOf(text: string): Address {
  const found = /^(?:(https?):\/\/)?(\[[^\]]*\]|[^:/]*)(?::(\d+))?(?:\/.*)?$/i.exec(text.replace(/,$/, ''));
  if (!found || text.includes('{')) return { host: '', ports: [] };
  const [, scheme, host = '', port] = found;
  if (port !== undefined) return { host, ports: [Number(port)] };
  if (scheme !== undefined) return { host, ports: [scheme.toLowerCase() === 'http' ? 80 : 443] };
  return { host, ports: [443, 80] };
}

function fitOf(name: string, host: string): number {
  if (name.toLowerCase() === host) return 2;
  return name.startsWith('*.') &&
    host.endsWith(name.slice(1)) &&
    !host.slice(0, 1 - name.length).includes('.')
    ? 1
    : 0;
}

const siteOf = (site: CaddyBlock, written: readonly string[]): Site<CaddyBlock> => {
  const addresses = written
    .flatMap((each) => each.split(','))
    .filter((each) => each !== '')
    .map(addressOf);
  const hosts = addresses.map(({ host }) => host);
  return {
    of: site,
    ports: [...new Set(addresses.flatMap(({ ports }) => ports))],
    names: hosts.includes('') ? [] : hosts,
    fitOf,
    isDefault: false,
  };
};

/** The sites of a Caddyfile; a file of one site may do without braces. */
function sitesOf(text: string, directives: readonly Directive[]): Site<CaddyBlock>[] {
  const own = directives.filter((each) => !isSnippet(each) && each.name !== 'import');
  const [first, ...others] = own;
  if (first && !first.block && !first.raw.endsWith(',')) {
    const block = { open: first.end, close: text.length, directives: others };
    return [siteOf({ ...first, block, end: text.length }, [first.name, ...first.args])];
  }
  let before: string[] = [];
  return own.flatMap((each) => {
    const addresses = [...before, each.name, ...each.args];
    before = hasLines(each) ? [] : addresses;
    return hasLines(each) ? [siteOf(each, addresses)] : [];
  });
}

/** The site that answers for a URL. @throws Unplaceable where that is not certain */
export function siteFor(
  text: string,
  directives: readonly Directive[],
  url: Url,
  isWhole: boolean,
): CaddyBlock {
  const sites = sitesOf(text, directives);
  if (sites.length > 0) return chooseSite(sites, url, 'site block', isWhole);
  throw new Unplaceable('there is no site block in it');
}

/** The snippets of a file, by name. */
export const snippetsOf = (directives: readonly Directive[]): Map<string, CaddyBlock> =>
  new Map(
    directives
      .filter(isSnippet)
      .filter(hasLines)
      .map((each) => [each.name.slice(1, -1), each]),
  );

/** Whether a pattern of a path is for it. https://caddyserver.com/docs/caddyfile/matchers#path */
function pathFits(pattern: string, path: string): boolean {
  const text = pattern.replace(/[.+^${}()|[\]\\?]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${text}$`, 'i').test(path);
}

/** What a matcher is for: null where nobody can tell, else whether it is for the path, and how exactly. */
export function matcherFits(
  matcher: string | undefined,
  path: string,
  around: readonly Directive[],
): { readonly fits: boolean; readonly length: number } | null {
  if (matcher === undefined || matcher === '*') return { fits: true, length: 0 };
  if (matcher.startsWith('/')) return { fits: pathFits(matcher, path), length: matcher.length };
  const defined = around.find(({ name }) => name === matcher);
  const said = defined?.block
    ? defined.block.directives
    : defined
      ? [{ name: defined.args[0], args: defined.args.slice(1) }]
      : [];
  if (said.length !== 1 || said[0]!.name !== 'path') return null;
  const patterns = said[0]!.args;
  const length = Math.max(...patterns.map((each) => each.length));
  return { fits: patterns.some((each) => pathFits(each, path)), length };
}

const isHandle = ({ name }: Directive): boolean => name === 'handle' || name === 'handle_path';

/**
 * The blocks that a path leads through, from the site inwards: of `handle` blocks one is taken, that with the longest path.
 * @throws Unplaceable where it depends on more than the path
 */
export function wayThrough(site: CaddyBlock, path: string): CaddyBlock[] {
  const { directives } = site.block;
  const handles = directives.filter(isHandle).filter(hasLines);
  const fitting = handles.flatMap((handle) => {
    const fit = matcherFits(handle.args[0], path, directives);
    if (!fit)
      throw new Unplaceable(`it depends on more than the path whether ${handle.args[0] ?? 'handle'} applies`);
    return fit.fits ? [{ handle, length: fit.length }] : [];
  });
  const [best, next] = fitting.sort((a, b) => b.length - a.length);
  if (!best) return [site];
  if (next?.length === best.length) throw new Unplaceable('two handle blocks are for the path');
  const inner = best.handle.name === 'handle_path' ? stripped(path, best.handle.args[0] ?? '') : path;
  return [site, ...wayThrough(best.handle, inner)];
}

/** `handle_path` takes its prefix away. */
const stripped = (path: string, pattern: string): string => {
  const left = path.slice(pattern.replace(/\*$/, '').replace(/\/$/, '').length);
  return left.startsWith('/') ? left : `/${left}`;
};
