import type { Url } from '../../http/url';
import { recipes } from '../recipes';
import type { Wish } from '../recipes/recipe';
import { matcherFits, siteFor, snippetsOf, wayThrough, hasLines, type CaddyBlock } from './caddy-site';
import { allIn, lineOf, Unplaceable, type Directive, type Includes } from './config-tree';
import { applyEdits, atEnd, atHead, before, without, withBlock, type TextEdit } from './edit-text';
import { parseCaddy } from './parse-caddy';
import { freeName, takenOut, type Patched } from './patched';

const proxies = /^(?:reverse_proxy|php_fastcgi)$/;
const logins = /^(?:basicauth|basic_auth|forward_auth)$/;
const isMatcher = (arg: string | undefined): boolean => /^[/*@]/.test(arg ?? '');
const fieldOf = (word: string): string => word.replace(/^[-+?>]/, '').toLowerCase();

/** The field of a `header` in one line, as it is written. */
const lineField = ({ args }: Directive): string => args[isMatcher(args[0]) ? 1 : 0] ?? '';

/** Directives of a block that are for its requests: not those of other `handle` blocks, which are for theirs. */
function* scopeOf(block: CaddyBlock, way: readonly CaddyBlock[]): Generator<Directive> {
  for (const directive of block.block.directives) {
    yield directive;
    const isOther = /^handle(?:_path)?$/.test(directive.name) && !way.includes(directive as CaddyBlock);
    if (
      !isOther &&
      !way.includes(directive as CaddyBlock) &&
      /^(?:route|handle_errors)$/.test(directive.name) &&
      hasLines(directive)
    )
      yield* scopeOf(directive, way);
  }
}

/** What says an old line: a `header` or `header_down` of its own, or a line in a block of either. */
function oldIn(directive: Directive, old: ReadonlySet<string>): Directive[] {
  const { name, block } = directive;
  if (name === 'header' && !block) return old.has(fieldOf(lineField(directive))) ? [directive] : [];
  if (name === 'header' && block) {
    const gone = block.directives.filter((each) => old.has(fieldOf(each.name)));
    const left = block.directives.filter((each) => !gone.includes(each) && each.name !== 'defer');
    return gone.length > 0 && left.length === 0 ? [directive] : gone;
  }
  if (!proxies.test(name) || !block) return [];
  return block.directives.filter(
    (each) => each.name === 'header_down' && old.has(fieldOf(each.args[0] ?? '')),
  );
}

/** @throws Unplaceable where what is imported decides on header lines, or cannot be looked at */
function importNotes(
  text: string,
  all: readonly Directive[],
  site: CaddyBlock,
  scope: readonly Directive[],
  includes: Includes,
): string[] {
  const snippets = snippetsOf(all);
  const top = all.filter(({ name }) => name === 'import');
  const notes: string[] = [];
  for (const directive of [
    ...top,
    ...[...allIn(site.block.directives)].filter(({ name }) => name === 'import'),
  ]) {
    const [what = ''] = directive.args;
    const snippet = snippets.get(what);
    const says = `"${directive.raw}" in line ${lineOf(text, directive.start)}`;
    const files = snippet ? null : includes(what);
    const isTop = top.includes(directive);
    if (!snippet && !files) {
      if (!isTop) throw new Unplaceable(`${says} names what is not here, and it may have header lines in it`);
      notes.push(`${says} names what is not here: it was not looked at.`);
      continue;
    }
    const said = snippet?.raw ?? files!.map((file) => file.text).join('\n');
    const isOfPlace = !isTop && (scope.includes(directive) || /access-control-allow-origin/i.test(said));
    if (
      isOfPlace &&
      /access-control-allow-origin|\bheader_down\b|reverse_proxy|php_fastcgi|\bimport\b/i.test(said)
    )
      throw new Unplaceable(`${says} brings lines that decide on headers`);
  }
  return notes;
}

/** Lines of the recipe: those of the site, the preflight apart, and those of a proxy. */
function recipeLines(text: string, wish: Omit<Wish, 'proxied'>) {
  const { blocks } = recipes.caddy.write({ ...wish, proxied: true });
  const lines = (blocks[0]?.text ?? '')
    .replaceAll('@allowed_origin', freeName(text, '@allowed_origin'))
    .replaceAll('@preflight', freeName(text, '@preflight'))
    .split('\n');
  const at = lines.findIndex((line) => line.startsWith('@preflight'));
  const end = at < 0 ? lines.length : at;
  return {
    headers: lines.slice(0, end),
    preflight: lines.slice(end),
    proxy: (blocks[1]?.text ?? '').split('\n'),
  };
}

/** Before what a block does, and after what says where it listens and what it has. */
function atBeginning(text: string, place: CaddyBlock, lines: readonly string[]): TextEdit {
  const next = place.block.directives.find(({ name }) => !/^(?:bind|tls|log|encode|root)$/.test(name));
  return next ? before(text, next, lines) : atEnd(text, place, lines);
}

/** @throws Unplaceable where something else answers preflights first */
function refuseBeforePreflight(scope: readonly Directive[]): void {
  for (const { name, raw } of scope) {
    if (logins.test(name))
      throw new Unplaceable(`${name} answers preflights first: it needs a matcher "not method OPTIONS"`);
    if (name === 'route')
      throw new Unplaceable(`"${raw.split('\n')[0]!}" comes before the line that answers preflights`);
  }
}

/**
 * A Caddyfile with the lines that are wished where a URL is served.
 * @throws Unplaceable where that is not certain
 */
export function patchCaddy(text: string, includes: Includes, wish: Omit<Wish, 'proxied'>, url: Url): Patched {
  const all = parseCaddy(text);
  const isWhole = all.every(({ name }) => name !== 'import');
  const site = siteFor(text, all, url, isWhole);
  const path = url.path.replace(/\?.*$/s, '');
  const way = wayThrough(site, path);
  const old = takenOut(wish);
  const scope = way.flatMap((block) => [...scopeOf(block, way)]);
  const notes = importNotes(text, all, site, scope, includes);
  const inner = way.at(-1)!;
  // Lines at the site are for all its blocks: there the new ones stand in their place.
  const isAtSite = [...scopeOf(site, way)].some(
    (each) => each.name === 'header' && oldIn(each, old).length > 0,
  );
  const place = isAtSite ? site : inner;
  const hasOtherHandles = site.block.directives.some(({ name }) => /^handle(?:_path)?$/.test(name));
  if (place === site && hasOtherHandles && !isAtSite)
    throw new Unplaceable(
      'no handle block is for the path, and a line at the site would be sent by all of them',
    );
  const { headers, preflight, proxy } = recipeLines(text, wish);
  if (preflight.length > 0) refuseBeforePreflight(scope);
  const edits: TextEdit[] = [];
  const gone: Directive[] = [];
  for (const each of scope) {
    const found = oldIn(each, old);
    if (found.length === 0) continue;
    const fit =
      each.name === 'header' && isMatcher(each.args[0])
        ? matcherFits(each.args[0], path, inner.block.directives)
        : null;
    if (fit?.fits === false) {
      if (lineField(each).startsWith('+') || each.block)
        throw new Unplaceable(
          `"${each.raw.split('\n')[0]!}" is for other paths, and would send a second line there`,
        );
      continue;
    }
    gone.push(...found);
  }
  edits.push(...gone.map((each) => without(text, each)));
  for (const each of scope.filter(({ name }) => proxies.test(name)))
    edits.push(hasLines(each) ? atHead(text, each, proxy) : withBlock(text, each, proxy));
  const anchor = gone.find((each) => place.block.directives.includes(each));
  const ours = place === inner ? [...headers, ...preflight] : headers;
  edits.push(anchor ? before(text, anchor, ours) : atBeginning(text, place, ours));
  if (place !== inner && preflight.length > 0) edits.push(atBeginning(text, inner, preflight));
  const patched = applyEdits(text, edits);
  parseCaddy(patched);
  const block = place === site ? 'the site block' : [place.name, ...place.args].join(' ');
  return { text: patched, where: `${block} in line ${lineOf(text, place.start)}`, notes };
}
