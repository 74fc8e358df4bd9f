import type { Url } from '../../http/url';
import { indent } from '../recipes/indent';
import { recipes } from '../recipes';
import type { Wish } from '../recipes/recipe';
import { allIn, lineOf, Unplaceable, type Directive, type Includes } from './config-tree';
import { applyEdits, atEnd, before, type TextEdit } from './edit-text';
import { comparedPath, hasOtherLocations, wayTo, wayToName } from './nginx-location';
import { editPlace, errorPages, linesFor, type Aim, type NginxWork } from './nginx-place';
import { hasBlock, named, patternOf, serverFor, type WithBlock } from './nginx-server';
import { parseNginx, withIncludes } from './parse-nginx';
import { freeName, takenOut, type Patched } from './patched';

/** What packages of nginx include, and what has neither header lines nor locations in it. */
const harmless =
  /(?:^|\/)(?:mime\.types|(?:fastcgi|uwsgi|scgi|proxy)_params|fastcgi\.conf|koi-utf|koi-win|win-utf)$|modules-enabled\//;

/** A place to be written to: where it is, and the path that leads there if none of its blocks is for it alone. */
interface Target {
  readonly way: readonly WithBlock[];
  readonly path: string;
  readonly aim: Aim;
}

/** @throws Unplaceable where the path is led elsewhere, so that another location serves it */
function refuseRewrites(way: readonly WithBlock[], path: string): void {
  for (const { name, args } of way.flatMap(({ block }) => block.directives)) {
    const [pattern = '', to = 'elsewhere', flag = ''] = args;
    const leads = name === 'rewrite' && !['break', 'redirect', 'permanent'].includes(flag);
    if (leads && patternOf(pattern).test(path))
      throw new Unplaceable(`a rewrite leads from ${path} to ${to}`);
  }
}

/** Where nginx goes on within the server, without another request. */
function ledTo(server: WithBlock, way: readonly WithBlock[]): Target[] {
  const fallbacks = named(way.at(-1)!.block.directives, 'try_files').map((each) => ['songs', each] as const);
  const pages = errorPages(way).map((each) => ['errors', each] as const);
  return [...fallbacks, ...pages].flatMap(([aim, { args }]): Target[] => {
    const to = args.at(-1) ?? '';
    if (to.startsWith('@')) return [{ way: wayToName(server, to), path: to, aim }];
    // `=404`, and pages of other servers.
    if (!to.startsWith('/')) return [];
    const path = to.replace(/\?.*$/s, '');
    if (path.includes('$')) throw new Unplaceable(`it goes on to ${to}, which depends on the request`);
    return [{ way: wayTo(server, path), path, aim }];
  });
}

/** A location that answers 416 as the recipe's does, from an edit before. */
const rangeLocation = (server: WithBlock): string | undefined =>
  named(server.block.directives, 'location')
    .filter(hasBlock)
    .find(({ args: [name = ''], block: { directives } }) => {
      const says = directives.map(({ raw }) => raw).join(' ');
      return name.startsWith('@') && says === 'add_header X-None ""; return 416;';
    })?.args[0];

/** @throws Unplaceable where an include that is not there may decide what is sent; else what to know of it */
function missingNotes(text: string, missing: readonly Directive[], server: WithBlock): string[] {
  return missing.map(({ raw, start, file }) => {
    const { open, close } = server.block;
    const says = `"${raw}"${file === null ? ` in line ${lineOf(text, start)}` : ` of ${file}`} names a file that is not here`;
    if (file !== null || (start >= open && start < close))
      throw new Unplaceable(`${says}, and it may have locations or header lines in it`);
    return `${says}: what it says was not looked at.`;
  });
}

/** What a target is called, and the edits for it; a new location where no block is for its path. */
function editTarget(
  work: NginxWork,
  server: WithBlock,
  outer: readonly WithBlock[],
  { way, path, aim }: Target,
): { readonly says: string; readonly edits: readonly TextEdit[] } {
  const place = way.at(-1)!;
  if (place.file !== null) throw new Unplaceable(`the location stands in ${place.file}: give that file`);
  const isServer = place === server;
  const isAlone = isServer && aim === 'songs' && !hasOtherLocations(server);
  if (!isServer || isAlone) {
    const says = isServer ? 'lines of its own' : `location ${place.args.join(' ')}`;
    return { says, edits: editPlace(work, [...outer, ...way], aim) };
  }
  if (path.startsWith('@')) throw new Unplaceable(`there is no location ${path}`);
  if (aim === 'songs' && named(server.block.directives, 'try_files').length > 0)
    throw new Unplaceable(
      'no location serves the path, and one of its own would not have the try_files beside it',
    );
  // Where no location matches, one for all the rest takes in the same paths.
  const name = aim === 'songs' ? '/' : `= ${path}`;
  const lines = linesFor(work, [...outer, server], [], aim);
  const location = ['', `location ${name} {`, ...indent(lines), '}'];
  return { says: `a new location ${name}`, edits: [atEnd(work.text, server, location)] };
}

/** Blocks that send the header too, for what is served there. */
function leftNotes(server: WithBlock, targets: readonly Target[]): string[] {
  const edited = targets.map(({ way }) => way.at(-1)!);
  const isLeft = (location: WithBlock): boolean =>
    !edited.includes(location) &&
    location.block.directives.some(
      ({ name, args }) => name === 'add_header' && /^access-control-allow-origin$/i.test(args[0] ?? ''),
    );
  const left = [...allIn([server])]
    .filter(hasBlock)
    .filter(({ name }) => name !== 'if')
    .filter(isLeft);
  return left.map(({ name, args }) => {
    const what =
      name === 'location' ? `What location ${args.join(' ')} serves` : `What else the ${name} block serves`;
    return `${what} keeps the Access-Control lines that it has.`;
  });
}

/**
 * Configuration with the lines that are wished where URLs of one server are served.
 * @throws Unplaceable where that is not certain
 */
export function patchNginx(
  text: string,
  includes: Includes,
  wish: Omit<Wish, 'proxied'>,
  urls: readonly [Url, ...Url[]],
): Patched {
  const missing: Directive[] = [];
  const directives = withIncludes(parseNginx(text, null), includes, (include) => {
    if (!harmless.test(include.args[0] ?? '')) missing.push(include);
  });
  const http = named(directives, 'http').filter(hasBlock);
  const server = serverFor(directives, urls[0], http.length > 0 && missing.length === 0);
  if (server.file !== null)
    throw new Unplaceable(`the server block stands in ${server.file}: give that file`);
  const notes = missingNotes(text, missing, server);
  if (named(server.block.directives, 'return').length > 0)
    throw new Unplaceable('the server block answers everything by a return');
  const range = rangeLocation(server);
  const variable = freeName(text, '$allowed_origin');
  const rangeName = range ?? freeName(text, '@range_not_satisfiable');
  const work: NginxWork = { text, wish, rangeName, variable, old: takenOut(wish) };
  const asked = urls.map((url): Target => {
    const path = comparedPath(url);
    const way = wayTo(server, path);
    refuseRewrites(way, path);
    return { way, path, aim: 'songs' };
  });
  const isOurs = ({ path }: Target): boolean => path === rangeName;
  const targets = [...asked, ...asked.flatMap(({ way }) => ledTo(server, [...http, ...way]))]
    .filter((each) => !isOurs(each))
    .filter(({ way }, i, all) => all.findIndex((other) => other.way.at(-1) === way.at(-1)) === i);
  const outer = directives.includes(server) ? [] : http;
  const done = targets.map((target) => editTarget(work, server, outer, target));
  const { blocks } = recipes.nginx.write({ ...wish, proxied: false });
  const ofRange = blocks.at(-1)!.text.replaceAll('@range_not_satisfiable', rangeName);
  const map = blocks.length > 2 ? blocks[0]!.text.replaceAll('$allowed_origin', variable) : null;
  const edits = [
    ...done.flatMap(({ edits: each }) => each),
    ...(range === undefined ? [atEnd(text, server, ['', ...ofRange.split('\n')])] : []),
    ...(map === null ? [] : [before(text, server, [...map.split('\n'), ''])]),
  ];
  const patched = applyEdits(text, edits);
  // It must be configuration still.
  parseNginx(patched, null);
  return {
    text: patched,
    where: `${done.map(({ says }) => says).join(' and ')} in the server block that begins in line ${lineOf(text, server.start)}`,
    notes: [...notes, ...leftNotes(server, targets)],
  };
}
