import type { Url } from '../../http/url';
import { Unplaceable } from './config-tree';
import { hasBlock, named, patternOf, type WithBlock } from './nginx-server';

/** What a location is for: `= /path`, `^~ /path`, `/path`, `~ pattern`, `~* pattern`, `@name`. */
function meaningOf({ args }: WithBlock): {
  readonly kind: '=' | '^~' | '' | '~' | '~*' | '@';
  readonly of: string;
} {
  const [first = '', second] = args;
  if (second === undefined) {
    const glued = /^(=|\^~|~\*|~)(.+)$/s.exec(first);
    if (glued) return { kind: glued[1] as '=' | '^~' | '~' | '~*', of: glued[2]! };
    return { kind: first.startsWith('@') ? '@' : '', of: first };
  }
  if (first === '=' || first === '^~' || first === '~' || first === '~*') return { kind: first, of: second };
  throw new Unplaceable(`the location ${args.join(' ')} cannot be read here`);
}

const locationsOf = ({ block }: WithBlock): WithBlock[] =>
  named(block.directives, 'location').filter(hasBlock);

/** The path as nginx compares it: decoded, with single slashes. */
export function comparedPath(url: Url): string {
  try {
    return decodeURIComponent(url.path.replace(/\?.*$/s, '')).replace(/\/{2,}/g, '/');
  } catch {
    throw new Unplaceable('the path of the URL is no UTF-8');
  }
}

/**
 * The blocks that a path leads through, from the server to the innermost location: exact, or the longest prefix, unless a
 * pattern matches. https://nginx.org/en/docs/http/ngx_http_core_module.html#location
 */
export function wayTo(place: WithBlock, path: string): WithBlock[] {
  const locations = locationsOf(place).map((location) => ({ location, ...meaningOf(location) }));
  const exact = locations.find(({ kind, of }) => kind === '=' && of === path);
  if (exact) return [place, exact.location];
  const [prefix] = locations
    .filter(({ kind, of }) => (kind === '' || kind === '^~') && path.startsWith(of))
    .sort((a, b) => b.of.length - a.of.length);
  const inner = prefix ? wayTo(prefix.location, path) : [];
  // Patterns within a prefix come before those beside it.
  const isFinal = prefix?.kind === '^~' || inner.slice(1).some((each) => meaningOf(each).kind !== '');
  const pattern = isFinal
    ? undefined
    : locations.find(
        ({ kind, of }) =>
          (kind === '~' || kind === '~*') && patternOf(of, kind === '~*' ? 'i' : '').test(path),
      );
  return [place, ...(pattern ? wayTo(pattern.location, path) : inner)];
}

/** The location of that name, which is for redirects within the server. */
export function wayToName(server: WithBlock, name: string): WithBlock[] {
  const found = locationsOf(server).find((location) => meaningOf(location).of === name);
  return found ? [server, found] : [server];
}

/** Whether a location is there for its name alone. */
const isNamed = (location: WithBlock): boolean => meaningOf(location).kind === '@';

export const hasOtherLocations = (server: WithBlock): boolean =>
  locationsOf(server).some((each) => !isNamed(each));
