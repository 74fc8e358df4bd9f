import colors from 'picocolors';
import { describeFix } from '../../model/advice/edits/describe-fix';
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

/** A row for each way to load, a cell for each browser. */
function loadRows(loads: readonly CheckedLoad[]): string[][] {
  const engines = [...new Set(loads.map(({ engine }) => engine))];
  const loaders = [...new Set(loads.map(({ loader }) => loader))];
  return loaders.map((loader) => [
    lastLoadOf(loader).title,
    ...engines.map((engine) => {
      const load = loads.find((each) => each.engine === engine && each.loader === loader);
      if (!load) return '';
      const why = load.inconclusive ?? load.reason ?? '';
      return `${engine}: ${paint[load.outcome](load.outcome)}${why === '' ? '' : ` (${shown(why)})`}`;
    }),
  ]);
}

const exchangeLine = ({ method, url, origin, status, headers, noAnswer }: ToldExchange): string => {
  const named = headers.filter(([name]) => /^access-control-allow-(?:origin|credentials)$/i.test(name));
  const said =
    named.map(([name, value]) => `${name}: ${value}`).join('; ') || 'no Access-Control-Allow-Origin';
  const from = origin === null ? 'no Origin' : `Origin: ${origin}`;
  return shown(
    `${method} ${url} (${from}) → ${status === null ? `no answer (${noAnswer})` : `${status}, ${said}`}`,
    400,
  );
};

function causeLines({
  reason,
  root,
  fault,
  says,
  mismatch,
  link,
  exchange,
  wordings,
}: CheckedCause): string[] {
  const [words] = wordings;
  return [
    `${colors.yellow(reason)}${root === null || root === reason ? '' : ` (${root})`}: ${fault === null ? says : shown(fault, 600)}`,
    ...(mismatch === null ? [] : [shown(mismatch)]),
    ...(exchange ? [exchangeLine(exchange)] : []),
    ...(words ? [`${words.engine} writes: ${shown(words.says, 600)}`] : []),
    colors.dim(link),
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

function fixLines({ fix, unfixable, besides, recipe, proof }: CheckedCause): string[] {
  // Configuration says the lines itself.
  const told = fix && recipe ? { ...fix, headers: [], preflightHeaders: [] } : fix;
  const ways = told ? describeFix({ ...told, load: null }) : unfixable === null ? [] : [unfixable];
  return [
    ...ways.map((line) => shown(line)),
    ...(besides === null ? [] : [besides]),
    ...(proof ? [shown(proof.says)] : []),
    ...(recipe ? recipeLines(recipe) : []),
  ];
}

const choicesOf = ({ choices }: CheckedCause): string[] =>
  choiceLines({ choices: choices.map(({ aims, fix }) => ({ aims, fix: { ...fix, load: null } })) });

function pageText(
  { page, outcome, cause, holes, tightened }: CheckedPage,
  all: readonly CheckedLoad[],
  parts: CheckResult['parts'],
): string[] {
  const loads = all.filter((each) => each.page === page);
  return [
    ...section(
      `From ${shown(page)}: ${outcome}. ${meaning[outcome]}`,
      parts ? partLines(parts, page) : columnsOf(loadRows(loads)),
    ),
    ...(cause ? section('Why', causeLines(cause)) : []),
    ...(cause ? section(fixTitle(cause), fixLines(cause)) : []),
    ...(cause ? section('Other ways', choicesOf(cause)) : []),
    ...section(
      'Holes',
      holes.map(({ hole, says }) => `${colors.red(hole)}: ${shown(says, 600)}`),
    ),
    ...(tightened ? section('What closes them', recipeLines(tightened)) : []),
  ];
}

/** What a check found, for a person. */
export function checkText({ url, pages, loads, parts, browsers, directRequests }: CheckResult): string {
  const asked = browsers.map(
    ({ engine, version, requests }) => `${engine} ${version} made ${requests} requests`,
  );
  return [
    colors.bold(shown(url, 300)),
    ...pages.flatMap((page) => pageText(page, loads, parts)),
    '',
    colors.dim(`${asked.join(', ')}; ${directRequests} were made directly.`),
  ].join('\n');
}
