import type { Url } from '../../http/url';
import { chooseSite, type Site } from './choose-site';
import type { Block, Directive } from './config-tree';

export type Section = Directive & { readonly block: Block };

export const isSection = (directive: Directive): directive is Section => directive.block !== null;

const isNamed = ({ name }: Directive, wanted: RegExp): boolean => wanted.test(name);

/** Sections that stand for what is in them, whatever is asked for. */
const transparent = /^(?:if(?:module|define|version|file|directive|section)|requireall|macro)$/i;

/** Directives of a block, with those in sections that are there for every request. */
const directIn = (directives: readonly Directive[]): Directive[] =>
  directives.flatMap((each) =>
    isSection(each) && isNamed(each, transparent) ? directIn(each.block.directives) : [each],
  );

const sectionsIn = (directives: readonly Directive[], wanted: RegExp): Section[] =>
  directIn(directives)
    .filter(isSection)
    .filter((each) => isNamed(each, wanted));

/** A name with `*` and `?` as a pattern. */
const globOf = (glob: string, isPrefix: boolean): RegExp => {
  const pattern = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${pattern}${isPrefix ? (glob.endsWith('/') ? '' : '(?:/|$)') : '$'}`, 'i');
};

const fitOf = (name: string, host: string): number => {
  if (name.toLowerCase() === host) return 2;
  return globOf(name, false).test(host) ? 1 : 0;
};

/** `ServerName` may have a scheme and a port. */
const hostOf = (name: string): string => name.replace(/^https?:\/\//i, '').replace(/:\d+$/, '');

function siteOf(host: Section, index: number): Site<Section> {
  const inner = directIn(host.block.directives);
  const names = inner.filter((each) => isNamed(each, /^server(?:name|alias)$/i)).flatMap(({ args }) => args);
  const ports = host.args.map((address) => /:(\d+|\*)$/.exec(address)?.[1]);
  return {
    of: host,
    ports: ports.includes(undefined) || ports.includes('*') ? [] : ports.map(Number),
    names: names.map(hostOf).filter((name) => !/^(?:localhost|_default_|127\.0\.0\.1)$/.test(name)),
    fitOf,
    isDefault: index === 0,
  };
}

/** The VirtualHost that answers for a URL; null if the file has none, and is of a server without. */
export function virtualHostFor(directives: readonly Directive[], url: Url, isWhole: boolean): Section | null {
  const hosts = sectionsIn(directives, /^virtualhost$/i);
  if (hosts.length > 0) return chooseSite(hosts.map(siteOf), url, 'VirtualHost', isWhole);
  return null;
}

/** Whether a section within a server is for a path; null if nobody can tell. */
function appliesTo({ name, args }: Section, path: string, root: string | null): boolean | null {
  const [first = '', second] = args;
  const isPattern = first === '~' || /match$/i.test(name);
  const wanted = first === '~' ? (second ?? '') : first;
  const matches = (text: string): boolean | null => {
    if (!isPattern) return globOf(wanted, true).test(text);
    try {
      return new RegExp(wanted).test(text);
    } catch {
      return null;
    }
  };
  if (/^location/i.test(name)) return wanted === '/' || matches(path);
  if (/^files/i.test(name)) {
    const file = path.slice(path.lastIndexOf('/') + 1);
    return isPattern ? matches(file) : globOf(wanted, false).test(file);
  }
  if (/^directory/i.test(name)) {
    if (wanted === '/') return true;
    return root === null ? null : matches(`${root.replace(/\/$/, '')}${path}`);
  }
  if (/^proxy/i.test(name)) return null;
  return /^limit(?:except)?$/i.test(name) ? true : null;
}

/** The folder that the songs of a server stand in, where it says so and does not map them elsewhere. */
export function rootOf(directives: readonly Directive[]): string | null {
  const inner = directIn(directives);
  if (inner.some((each) => isNamed(each, /^(?:alias|aliasmatch|virtualdocumentroot)$/i))) return null;
  return inner.find((each) => isNamed(each, /^documentroot$/i))?.args[0] ?? null;
}

/** What is in a place, and in the sections within, by whether they are for a path. */
export function* within(
  directives: readonly Directive[],
  path: string,
  root: string | null,
  applies: boolean | null = true,
): Generator<{ readonly directive: Directive; readonly applies: boolean | null }> {
  for (const directive of directives) {
    if (!isSection(directive)) {
      yield { directive, applies };
      continue;
    }
    if (isNamed(directive, /^virtualhost$/i)) continue;
    const own = isNamed(directive, transparent) ? true : appliesTo(directive, path, root);
    const both = applies === false || own === false ? false : applies === null || own === null ? null : true;
    yield* within(directive.block.directives, path, root, both);
  }
}
