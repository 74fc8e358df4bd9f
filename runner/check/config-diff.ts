import { changeConfig } from '../../model/advice/configs';
import { recipes } from '../../model/advice/recipes';
import { recognise } from '../../model/advice/recipes/recognise';
import { parseUrl, type Url } from '../../model/http/url';
import type { CheckResult, CheckedPage } from './check-result';
import type { ConfigFile } from './config-file';
import type { Redactor } from './redact';
import type { ConfigDiff, WrittenRecipe } from './recipe-for';
import { unifiedDiff } from './unified-diff';

/**
 * The URLs of one load that the server of the file answers: those on the host where it failed. Redirects within it are
 * answered by the same file.
 */
function urlsOf({ page, cause }: CheckedPage, { url, loads }: CheckResult): readonly [Url, ...Url[]] {
  const failed = cause?.exchange?.url ?? url;
  const asked = parseUrl(failed) ?? parseUrl(url)!;
  const wire = loads.find((load) => load.page === page && load.loader === cause?.loader)?.wire ?? [];
  const others = wire
    .map((exchange) => parseUrl(exchange.url))
    .filter((each) => each !== null)
    .filter((each) => each.origin === asked.origin && each.href !== asked.href);
  return [asked, ...others.filter(({ href }, i) => others.findIndex((other) => other.href === href) === i)];
}

/** Where the answer seems to come from something else, which may have a file of its own. */
function otherNotes(config: ConfigFile, { cause }: CheckedPage): string[] {
  const guess = recognise(cause?.exchange?.headers ?? []);
  if (!guess || [guess, ...guess.behind].some(({ server }) => server === config.product)) return [];
  const { product } = recipes[guess.server];
  return [
    `By "${guess.because.join(': ')}" ${product} answers, and this is a file of ${recipes[config.product].product}: see that it is the right one.`,
  ];
}

function diffOf(config: ConfigFile, recipe: WrittenRecipe, urls: readonly [Url, ...Url[]]): ConfigDiff {
  const file = config.shownName;
  const changed = changeConfig(config, recipe.wish, urls);
  if (changed.text === null)
    return {
      ...{ file, where: null, diff: null },
      says: [
        `No change of ${file} is certain to be right: ${changed.why}. Put the configuration in by hand.`,
      ],
    };
  if (changed.text === config.text)
    return { file, where: null, diff: null, says: [`${file} says all that already.`] };
  const diff = unifiedDiff(file, config.text, changed.text);
  return { file, where: changed.where, diff, says: changed.notes };
}

/** A result with each fix as a change of the file, too. One file has one change: a second one would not go with the first. */
export function withDiffs(result: CheckResult, config: ConfigFile, redactor: Redactor): CheckResult {
  let first: string | null = null;
  const add = (recipe: WrittenRecipe | null, page: CheckedPage): WrittenRecipe | null => {
    if (recipe?.server !== config.product || recipe.blocks.length === 0) return recipe;
    const found = diffOf(config, recipe, urlsOf(page, result));
    const made = { ...found, says: [...found.says, ...otherNotes(config, page)] };
    if (made.diff === null) return { ...recipe, diff: made };
    if (redactor.text(made.diff) !== made.diff) {
      const says = [
        'The change would show a secret of this check that stands in the file too: put the configuration in by hand.',
      ];
      return { ...recipe, diff: { ...made, diff: null, where: null, says } };
    }
    first ??= made.diff;
    if (made.diff === first) return { ...recipe, diff: made };
    const says = [`The change for another page comes first: apply it, and check this page again.`];
    return { ...recipe, diff: { ...made, diff: null, where: null, says } };
  };
  const pages = result.pages.map((page) => ({
    ...page,
    cause: page.cause && { ...page.cause, recipe: add(page.cause.recipe, page) },
    tightened: add(page.tightened, page),
  }));
  return { ...result, pages };
}
