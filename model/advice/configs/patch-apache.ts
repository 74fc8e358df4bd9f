import type { Url } from '../../http/url';
import { recipes } from '../recipes';
import type { Wish } from '../recipes/recipe';
import { isSection, rootOf, virtualHostFor, within, type Section } from './apache-scope';
import { lineOf, Unplaceable, type Directive, type Includes } from './config-tree';
import { applyEdits, atEnd, before, without } from './edit-text';
import { parseApache, withApacheIncludes } from './parse-apache';
import { freeName, takenOut, type Patched } from './patched';

const conditions = /^(?:always|onsuccess|early)$/i;

/** The name of the header line that a directive is about, in lower case; null if it is about none. */
function headerOf({ name, args }: Directive): string | null {
  if (name.toLowerCase() !== 'header') return null;
  const [, header = ''] = args.filter((arg) => !conditions.test(arg));
  return header.replace(/:$/, '').toLowerCase();
}

/** What brings header lines of a program or server behind. */
const behind =
  /^(?:proxypass(?:match)?|sethandler|addhandler|scriptalias(?:match)?|fcgidwrapper|wsgiscriptalias|passenger\w*|rewriteproxy|fallbackresource)$/i;

/** What stands at the head of a server, before what it does. */
const saysWho = /^(?:server(?:name|alias|admin)|documentroot|protocols|listen)$/i;

const isProxy = (directive: Directive): boolean =>
  behind.test(directive.name) ||
  (directive.name.toLowerCase() === 'rewriterule' && /\bP\b/.test(directive.args[2] ?? ''));

/** A place for directives that has no section of its own: a `.htaccess`, or the server without VirtualHost. */
const wholeFile = (text: string, directives: readonly Directive[]): Section => ({
  ...{ name: '', args: [], start: 0, end: text.length, file: null, raw: text },
  block: { open: 0, close: text.length, directives },
});

/** @throws Unplaceable where the file is no place for them */
function placeFor(
  text: string,
  directives: readonly Directive[],
  url: Url,
  name: string,
  isWhole: boolean,
): Section {
  const host = virtualHostFor(directives, url, isWhole);
  if (host) return host;
  const isFolder = /(?:^|[/\\])\.htaccess$/.test(name);
  if (isFolder || isWhole) return wholeFile(text, directives);
  throw new Unplaceable('there is no VirtualHost in it');
}

/** The lines of the recipe, with a name for the variable that nobody else sets. */
function linesFor(text: string, wish: Wish): string[] {
  const variable = freeName(text, 'ALLOWED_ORIGIN');
  return recipes.apache
    .write(wish)
    .blocks.flatMap((block) => block.text.replaceAll('ALLOWED_ORIGIN', variable).split('\n'));
}

/** Of directives that say what is written again those that have to go. */
function oldIn(place: Section, path: string, old: ReadonlySet<string>): Directive[] {
  const { directives } = place.block;
  const found = [...within(directives, path, rootOf(directives))].filter(({ directive }) =>
    old.has(headerOf(directive) ?? ''),
  );
  for (const { directive, applies } of found) {
    const { file, raw } = directive;
    if (file !== null) throw new Unplaceable(`${file}, which it includes, has "${raw}": take it out there`);
    if (applies !== true)
      throw new Unplaceable(
        `"${raw}" stands in a section that ${applies === null ? 'may be' : 'is'} for other paths, and would be sent besides the new line there`,
      );
  }
  return found.map(({ directive }) => directive);
}

/**
 * Configuration with the lines that are wished where a URL is served.
 * @param name of the file: `.htaccess` is one of a folder
 * @throws Unplaceable where that is not certain
 */
export function patchApache(
  text: string,
  name: string,
  includes: Includes,
  wish: Omit<Wish, 'proxied'>,
  url: Url,
): Patched {
  const missing: Directive[] = [];
  const directives = withApacheIncludes(parseApache(text, null), includes, (each) => missing.push(each));
  // Of a file of one site nobody knows what stands beside it.
  const isMain = directives.some((each) => /^(?:listen|serverroot)$/i.test(each.name));
  const place = placeFor(text, directives, url, name, isMain && missing.length === 0);
  if (place.file !== null) throw new Unplaceable(`the VirtualHost stands in ${place.file}: give that file`);
  const notes = missing.map(({ raw, start, file }) => {
    const says = `"${raw}"${file === null ? ` in line ${lineOf(text, start)}` : ` of ${file}`} names a file that is not here`;
    if (file !== null || (start >= place.block.open && start < place.block.close))
      throw new Unplaceable(`${says}, and it may have header lines in it`);
    return `${says}: what it says was not looked at.`;
  });
  const path = url.path.replace(/\?.*$/s, '');
  const old = takenOut(wish);
  const gone = oldIn(place, path, old);
  const isOutside = (each: Directive) => !(each.start >= place.block.open && each.end <= place.block.close);
  const outer = [...within(directives, path, rootOf(place.block.directives))]
    .filter(({ directive, applies }) => applies !== false && isOutside(directive))
    .map(({ directive }) => directive);
  const outerSections = directives.filter((each) => isSection(each) && isOutside(each));
  const isInOuterSection = (each: Directive) =>
    outerSections.some(({ start, end, file }) => file === each.file && each.start > start && each.end < end);
  const around = outer.filter((each) => old.has(headerOf(each) ?? ''));
  for (const each of around)
    // A section outside is merged after the VirtualHost, and has the last word.
    if (isInOuterSection(each))
      throw new Unplaceable(
        `"${each.raw}" stands in a section outside of the VirtualHost, and would be sent besides`,
      );
  const isBehind = [...within(place.block.directives, path, null)].some(({ directive }) =>
    isProxy(directive),
  );
  const proxied = isBehind || around.length > 0 || missing.length > 0;
  const lines = linesFor(text, { ...wish, proxied });
  const [anchor] = gone.filter((each) => place.block.directives.includes(each));
  const rewrites = lines.some((line) => line.startsWith('RewriteRule'));
  const comesLate = place.block.directives.some(
    (each) => /^rewriterule$/i.test(each.name) && each.start < (anchor?.start ?? 0),
  );
  const isTop = place.name === '';
  const isInPlace = anchor && !(rewrites && comesLate);
  const next = place.block.directives.find((each) => each.file === null && !saysWho.test(each.name));
  const target = isInPlace ? anchor : next;
  const patched = applyEdits(text, [
    ...gone.map((each) => without(text, each)),
    target ? before(text, target, lines) : atEnd(text, place, lines),
  ]);
  parseApache(patched, null);
  return {
    text: patched,
    where: isTop ? 'the file itself' : `the VirtualHost in line ${lineOf(text, place.start)}`,
    notes: [
      ...notes,
      ...(name.endsWith('.htaccess')
        ? []
        : ['Header lines in .htaccess files are sent too: look there as well.']),
    ],
  };
}
