import colors from 'picocolors';
import { describeFix } from '../../model/advice/edits/describe-fix';
import { parseUrl } from '../../model/http/url';
import { usualAddressSpace } from '../../model/standards/ip-address-space';
import { lastLoadOf } from '../../model/lab/loaders/loaders';
import { shown } from '../../model/http/shown-text';
import type {
  CheckedCause,
  CheckedLoad,
  CheckedPage,
  CheckResult,
  ToldExchange,
} from '../check/check-result';
import type { WrittenRecipe } from '../check/recipe-for';
import { choiceLines } from './advice-lines';
import { fitParts, head, linesOf, mostLines, part, short, type TextPart } from './fit-lines';
import { diffNotes } from './config-diff-text';
import { partLines } from './part-lines';
import { columnsOf, section } from './tables';

const paint: Record<CheckedLoad['outcome'], (text: string) => string> = {
  readable: colors.green,
  opaque: colors.yellow,
  blocked: colors.red,
  silent: colors.yellow,
  inconclusive: colors.yellow,
};

const meaning: Record<CheckedLoad['outcome'], string> = {
  readable: 'The song plays, and script can read it.',
  opaque: 'The song plays, and script gets nothing of it but zeros.',
  blocked: 'The song does not load.',
  silent:
    'The song loads, and all that was heard of it is silence: whether script can read it, it does not tell.',
  inconclusive: 'It could not be found out.',
};

/** What came of a load in a browser, and why in a few words. */
const cellOf = ({ outcome, inconclusive, reason }: CheckedLoad): string => {
  const why = inconclusive ?? reason ?? '';
  return `${paint[outcome](outcome)}${why === '' ? '' : ` (${short(why, 60)})`}`;
};

/** A row for each way to load, a cell for each outcome: browsers that agree share one. */
function loadRows(loads: readonly CheckedLoad[]): string[][] {
  const loaders = [...new Set(loads.map(({ loader }) => loader))];
  return loaders.map((loader) => {
    const those = loads.filter((load) => load.loader === loader);
    const cells = [...new Set(those.map(cellOf))].map((cell) => {
      const engines = those.filter((load) => cellOf(load) === cell).map(({ engine }) => engine);
      return `${engines.join(', ')}: ${cell}`;
    });
    return [lastLoadOf(loader).title, ...cells];
  });
}

const exchangeLine = (
  { method, url, origin, status, headers, noAnswer }: ToldExchange,
  length: number,
): string => {
  const named = headers.filter(([name]) => /^access-control-allow-(?:origin|credentials)$/i.test(name));
  const said =
    named.map(([name, value]) => `${name}: ${short(value, 60)}`).join('; ') ||
    'no Access-Control-Allow-Origin';
  const from = origin === null ? 'no Origin' : `Origin: ${short(origin, 60)}`;
  const answer = status === null ? `no answer (${noAnswer})` : `${status}, ${short(said, length)}`;
  return `${method} ${short(url, length)} (${from}) → ${answer}`;
};

function causeParts(
  cause: CheckedCause,
  engines: readonly CheckedLoad['engine'][],
  length: number,
): TextPart[] {
  const { reason, root, fault, says, mismatch, link, exchange, wordings, library } = cause;
  // Those of a browser that was asked, if they are known.
  const words = wordings.find(({ engine }) => engines.includes(engine)) ?? wordings[0];
  const named = root === null || root === reason ? '' : ` (${root})`;
  return [
    ...head('Why'),
    part([`  ${colors.yellow(reason)}${named}: ${short(fault ?? says, length)}`]),
    ...(mismatch === null ? [] : [part([`  ${short(mismatch, length)}`], 'last')]),
    ...(exchange ? [part([`  ${exchangeLine(exchange, length)}`])] : []),
    ...(words ? [part([`  ${words.engine} writes: ${short(words.says, length)}`], 'last')] : []),
    ...(library ? [part([`  ${short(library.tells, length)}`], 'last')] : []),
    part([`  ${colors.dim(link)}`]),
  ];
}

function fixTitle({ fix, proof }: CheckedCause): string {
  if (!fix || !proof) return 'Fix';
  return proof.isProven ? 'Fix, proven' : 'Fix, not proven';
}

/** Configuration, to be copied. */
const recipeLines = ({
  product,
  because,
  provenOn,
  says,
  file,
  blocks,
  note,
  diff,
}: WrittenRecipe): string[] => {
  const guess = because === null ? '' : ` (by "${shown(because.join(': '))}")`;
  const seen = provenOn === null ? 'by its documentation, not run here' : `run on ${provenOn}`;
  return [
    `${product}${guess}, ${seen}: ${says}`,
    ...(diff?.diff == null ? blocks : []).flatMap(({ where, text }) => [
      `${file}, ${where}:`,
      ...text.split('\n').map((line) => `  ${line}`),
    ]),
    ...(diff ? diffNotes(diff) : []),
    ...(note === undefined ? [] : [note]),
  ];
};

function fixParts(cause: CheckedCause, length: number): TextPart[] {
  const { fix, unfixable, besides, recipe, proof } = cause;
  // Configuration says the lines itself.
  const told = fix && recipe ? { ...fix, headers: [], preflightHeaders: [] } : fix;
  const ways = told ? describeFix({ ...told, load: null }) : unfixable === null ? [] : [unfixable];
  if (ways.length === 0 && besides === null) return [];
  return [
    ...head(fixTitle(cause)),
    part(ways.map((line) => `  ${short(line, length)}`)),
    ...(besides === null ? [] : [part([`  ${besides}`], ways.length === 0 ? 'never' : 'last')]),
    ...(proof ? [part([`  ${short(proof.says, length)}`])] : []),
  ];
}

const choicesOf = ({ choices }: CheckedCause): string[] =>
  choiceLines({ choices: choices.map(({ aims, fix }) => ({ aims, fix: { ...fix, load: null } })) });

/** What there is room to say of holes; the others are named. */
const mostHoles = 3;

function holeParts(holes: CheckedPage['holes'], length: number): TextPart[] {
  if (holes.length === 0) return [];
  const others = holes.slice(mostHoles).map(({ hole }) => hole);
  return [
    ...head('Holes'),
    ...holes
      .slice(0, mostHoles)
      .map(({ hole, says }) => part([`  ${colors.red(hole)}: ${short(says, length)}`])),
    ...(others.length === 0 ? [] : [part([`  Besides: ${colors.red(others.join(', '))}`])]),
  ];
}

function pageParts(page: CheckedPage, { loads: all, parts }: CheckResult, length: number): TextPart[] {
  const { outcome, cause, holes } = page;
  const loads = all.filter((each) => each.page === page.page);
  const unknown = cause ? undefined : loads.find(({ inconclusive }) => inconclusive !== null)?.inconclusive;
  return [
    ...head(`From ${short(page.page, 80)}: ${outcome}. ${meaning[outcome]}`),
    part((parts ? partLines(parts, page.page) : columnsOf(loadRows(loads))).map((line) => `  ${line}`)),
    ...(unknown == null ? [] : [...head('Why'), part([`  ${short(unknown, length)}`])]),
    ...(cause
      ? causeParts(
          cause,
          loads.map(({ engine }) => engine),
          length,
        )
      : []),
    ...(cause ? fixParts(cause, length) : []),
    ...holeParts(holes, length),
    ...(cause ? [part(section('Other ways', choicesOf(cause)), 'first')] : []),
  ];
}

/** Configuration stands behind the answer, whole: half of it would be worse than none. */
const configurationOf = ({ cause, tightened }: CheckedPage): string[] => [
  ...(cause?.recipe ? section('Configuration of the fix', recipeLines(cause.recipe)) : []),
  ...(tightened ? section('Configuration that closes the holes', recipeLines(tightened)) : []),
];

/** Whose policies the loads were under. */
function documentLine({ url, policies }: NonNullable<CheckResult['document']>): string {
  const names = [...new Set(policies.map(([name]) => name))].join(', ');
  return `The page is ${short(url, 100)}, with ${names === '' ? 'no policies' : `its ${short(names, 150)}`}.`;
}

/** What a browser is that few people browse with. */
const browserLines = ({ browsers }: CheckResult): string[] =>
  browsers.flatMap(({ engine, differs }) =>
    engine === 'webkit' && differs[0] !== undefined
      ? [`webkit here: ${short(differs.join('; '), 300)}.`]
      : [],
  );

const serverAt = { loopback: 'on this machine', local: 'in a private network' };

/** Where the server is, if that decides what comes of pages that stand elsewhere. */
function serverLines({ privateServer, pages: [page], browsers }: CheckResult): string[] {
  if (!privateServer || !page) return [];
  const { addressSpace, isAskedFromPublic } = privateServer;
  const at = `The song's server is ${serverAt[addressSpace]}`;
  if (isAskedFromPublic) return [`${at}, and the page at a public address.`];
  const canBePublic = browsers.some(({ engine }) => engine === 'chromium');
  return canBePublic && usualAddressSpace(parseUrl(page.page)) === 'public'
    ? [`${at}: "--page-address-space public" tells what a public page gets.`]
    : [];
}

/** What a check found, for a person: for each page no more lines than a screen has, and then configuration. */
export function checkText(result: CheckResult): string {
  const { url, document, pages, parts = [], browsers, directRequests, mostDirectRequests } = result;
  const asked = browsers.map(
    ({ engine, version, requests, mostRequests }) =>
      `${engine} ${version} made ${requests} of ${mostRequests} requests`,
  );
  const counts = `${asked.join(', ')}; ${directRequests} of ${mostDirectRequests} were made directly.`;
  const top = [
    colors.bold(short(url, 150)),
    ...(document ? [documentLine(document)] : []),
    ...serverLines(result),
  ];
  const foot = ['', colors.dim(counts), ...browserLines(result).map((line) => colors.dim(line))];
  // Each part of a stream has a line of its own, which is not counted.
  const left =
    mostLines -
    linesOf([...top, ...foot]) +
    (parts.length === 0 ? 0 : linesOf(partLines(parts, pages[0]!.page)) - 1);
  return [
    ...top,
    ...pages.flatMap((page) => fitParts((length) => pageParts(page, result, length), left)),
    ...foot,
    ...pages.flatMap(configurationOf),
  ].join('\n');
}
