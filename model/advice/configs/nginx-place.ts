import { recipes } from '../recipes';
import type { Wish } from '../recipes/recipe';
import { Unplaceable, type Directive } from './config-tree';
import { atEnd, atHead, before, without, type TextEdit } from './edit-text';
import { hasBlock, named, type WithBlock } from './nginx-server';

/** What is to be written, and under which names. */
export interface NginxWork {
  readonly text: string;
  readonly wish: Omit<Wish, 'proxied'>;
  /** The location that answers 416. */
  readonly rangeName: string;
  /** The variable that has the origin of who asks, if it is allowed. */
  readonly variable: string;
  /** Names of the header lines whose old ones are taken out, in lower case. */
  readonly old: ReadonlySet<string>;
}

/** What a place answers: songs, or the pages of errors, which no preflight is for. */
export type Aim = 'songs' | 'errors';

const passes = /^(proxy|fastcgi|uwsgi|scgi|grpc)_pass$/;
const setsHeaders = /^(?:more_set_headers|more_clear_headers|js_header_filter)$/;
const rewrites = new Set(['if', 'return', 'rewrite', 'set', 'break']);
const why416 = 'it has an error_page for 416, which would have to send the header lines too';

const branchesOf = (directives: readonly Directive[]): WithBlock[] =>
  named(directives, 'if').filter(hasBlock);

/** The directives of a place and of its `if` blocks. */
const allOf = (directives: readonly Directive[]): Directive[] => [
  ...directives,
  ...branchesOf(directives).flatMap(({ block }) => block.directives),
];

const isPreflightBranch = ({ args }: Directive): boolean =>
  /^\(?\s*\$request_method\s*=\s*OPTIONS\s*\)?$/.test(args.join(' ').replace(/["']/g, ''));

const statusOf = ({ block }: WithBlock): number => Number(named(block.directives, 'return')[0]?.args[0]);

/** The name of the directive that keeps a line of the server behind back; null if none is behind. */
function hidesOf(directives: readonly Directive[]): string | null {
  const pass = allOf(directives).find(({ name }) => passes.test(name));
  return pass ? `${passes.exec(pass.name)![1]!}_hide_header` : null;
}

/** The lines of the recipe for a location. */
function recipeLines({ wish, rangeName, variable }: NginxWork, hides: string | null): string[] {
  const { blocks } = recipes.nginx.write({ ...wish, proxied: hides !== null });
  const text = blocks.at(-2)?.text ?? '';
  return text
    .replaceAll('@range_not_satisfiable', rangeName)
    .replaceAll('$allowed_origin', variable)
    .replaceAll('proxy_hide_header', hides ?? '')
    .split('\n');
}

/** Whether a directive says what is written again. */
const isOld = ({ old, wish }: NginxWork, { name, args }: Directive): boolean => {
  const header = (args[0] ?? '').toLowerCase();
  if (name === 'add_header' && header === 'vary')
    return wish.origins !== '*' && /^origin$/i.test(args[1] ?? '');
  return (name === 'add_header' || name.endsWith('_hide_header')) && old.has(header);
};

/** What is said around a block counts in it only if it says nothing of the kind itself. */
function inherited(outer: readonly WithBlock[], name: string): Directive[] {
  const level = outer.findLast(({ block }) => named(block.directives, name).length > 0);
  return level ? named(level.block.directives, name) : [];
}

/** Where a place leads to on an error, by what is said in it or around it. */
export const errorPages = (way: readonly WithBlock[]): Directive[] => inherited(way, 'error_page');

const preflightAt = (lines: readonly string[]): number => {
  const at = lines.findIndex((line) => line.startsWith('if '));
  return at < 0 ? lines.length : at;
};

/**
 * The lines for a place.
 * @param outer the blocks around it, the innermost last
 * @param own the directives in it
 * @throws Unplaceable where what is there already does not go with them
 */
export function linesFor(
  work: NginxWork,
  outer: readonly WithBlock[],
  own: readonly Directive[],
  aim: Aim,
): string[] {
  const hides = hidesOf(own);
  const repeated = (name: string): string[] =>
    named(own, name).length > 0
      ? []
      : inherited(outer, name)
          .filter((each) => !isOld(work, each))
          .map(({ raw }) => raw);
  const lines = recipeLines(work, hides);
  const around = [...(hides === null ? [] : repeated(hides)), ...repeated('add_header')];
  if (aim === 'errors')
    return [...around, ...lines.filter((line) => /^(?:add_header|\w+_hide_header) /.test(line))];
  const errors = own.some(({ name }) => name === 'error_page')
    ? named(own, 'error_page')
    : inherited(outer, 'error_page');
  const [of416] = errors.filter(({ args }) => args.includes('416'));
  if (of416 && of416.args.at(-1) !== work.rangeName) throw new Unplaceable(why416);
  const isAnswered = branchesOf(own).some((each) => isPreflightBranch(each) && statusOf(each) < 300);
  return [
    ...around,
    ...repeated('error_page'),
    ...lines
      .slice(0, isAnswered ? preflightAt(lines) : undefined)
      .filter((line) => !(of416 && line.startsWith('error_page'))),
  ];
}

function refuseOthers(directives: readonly Directive[]): void {
  for (const { name, args, file } of directives)
    if (
      name === 'add_header_inherit' ||
      (setsHeaders.test(name) && /access-control-allow-/i.test(args.join(' ')))
    )
      throw new Unplaceable(`${name}${file === null ? '' : ` in ${file}`} decides on header lines too`);
}

/** @throws Unplaceable if it stands in another file */
function removal({ text }: NginxWork, directive: Directive): TextEdit {
  const { file, args } = directive;
  if (file === null) return without(text, directive);
  throw new Unplaceable(
    `${file}, which it includes, sends ${args[0] ?? 'header lines'} too: take them out there`,
  );
}

/** The `if` blocks of a place: in one with a line of its own, none of those around it is sent. */
function editBranches(work: NginxWork, branches: readonly WithBlock[], lines: readonly string[]): TextEdit[] {
  const headers = lines.filter((line) => line.startsWith('add_header'));
  const isPreflightOurs = preflightAt(lines) < lines.length;
  return branches.flatMap((branch) => {
    const { directives } = branch.block;
    const gone = directives.filter((each) => isOld(work, each));
    const isEmptied = gone.length > 0 && gone.length === directives.length;
    const isReplaced = isPreflightOurs && isPreflightBranch(branch) && statusOf(branch) >= 400;
    if (isEmptied || isReplaced) return [removal(work, branch)];
    const keeps = directives.some((each) => each.name === 'add_header' && !isOld(work, each));
    const edits = gone.map((each) => removal(work, each));
    return keeps ? [...edits, atHead(work.text, branch, headers)] : edits;
  });
}

/**
 * Edits that make the innermost of these blocks send the lines, and each of them once.
 * @throws Unplaceable where it is not certain what it sends
 */
export function editPlace(work: NginxWork, way: readonly WithBlock[], aim: Aim): TextEdit[] {
  const { text } = work;
  const place = way.at(-1)!;
  const { directives } = place.block;
  refuseOthers(way.flatMap(({ block }) => allOf(block.directives)));
  const lines = linesFor(work, way.slice(0, -1), directives, aim);
  const old = directives.filter((each) => isOld(work, each));
  const [anchor] = old;
  const isBehindRewrite =
    anchor && directives.some(({ name, start }) => start < anchor.start && rewrites.has(name));
  const isInPlace = anchor && !(isBehindRewrite && preflightAt(lines) < lines.length);
  const isServer = place.name === 'server';
  return [
    ...old.map((each) => removal(work, each)),
    ...editBranches(work, branchesOf(directives), lines),
    isInPlace ? before(text, anchor, lines) : (isServer ? atEnd : atHead)(text, place, lines),
  ];
}
