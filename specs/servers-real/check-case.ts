import type { Hole } from '../../model/check/holes-of';
import type { Root } from '../../model/check/root';
import type { ServerName } from '../../model/advice/recipes';
import type { Wish } from '../../model/advice/recipes/recipe';
import type { EngineName } from '../../model/evidence/engine';
import type { LoaderName } from '../../model/lab/loaders/loaders';
import type { Reason } from '../../model/standards/reason';
import { checkIn } from '../../runner/check/check';
import type { CheckBrowser } from '../../runner/check/check-browser';
import type { CheckResult } from '../../runner/check/check-result';
import type { WrittenRecipe } from '../../runner/check/recipe-for';
import { app, type ServerCase } from './cases/server-case';

/** What a check, or whoever wrote a case, says of it. */
export interface Verdict {
  /** By engine and loader. */
  readonly loads: Readonly<Record<string, string>>;
  readonly cause: Reason | null;
  readonly root: Root | null;
  readonly holes: readonly Hole[];
  /** The product that configuration is written for. */
  readonly recipe: ServerName | null;
  /** Whether a fix was seen to help in all; null where there is none. */
  readonly isProven: boolean | null;
}

/** What is true of a case, as it was written down. */
export function truthOf(
  { loads, cause, root, holes = [], recipe, isProven }: ServerCase,
  engines: readonly EngineName[],
): Verdict {
  const all = engines.flatMap((engine) =>
    Object.entries(loads).map(([loader, outcome]) => [`${engine} ${loader}`, outcome] as const),
  );
  // Where only pages of others are let in by mistake, there is nothing that a load could show.
  const hasFix = cause !== null && (recipe !== null || cause === 'allow-origin-missing');
  return {
    loads: Object.fromEntries(all),
    cause,
    root,
    holes,
    recipe,
    isProven: isProven ?? (hasFix ? true : null),
  };
}

/** What came of a check, by the same words. */
export function verdictOf({ loads, pages }: CheckResult): Verdict {
  const { cause, holes, tightened } = pages[0]!;
  return {
    loads: Object.fromEntries(loads.map(({ engine, loader, outcome }) => [`${engine} ${loader}`, outcome])),
    cause: cause?.reason ?? null,
    root: cause?.root ?? null,
    holes: holes.map(({ hole }) => hole),
    recipe: (cause?.recipe ?? tightened)?.server ?? null,
    isProven: cause?.proof?.isProven ?? null,
  };
}

/** The whole check of the server of a case, as the command does it. */
export function checkCase(
  browsers: readonly CheckBrowser[],
  { page = app, path = '/tone.mp3', server, loads }: ServerCase,
  port: number,
): Promise<CheckResult> {
  return checkIn(browsers, {
    url: `http://127.0.0.1:${port}${path}`,
    pages: [{ origin: page }],
    loaders: Object.keys(loads) as LoaderName[],
    headers: [],
    patience: 20_000,
    mostDirect: 40,
    server,
    proves: true,
    signal: new AbortController().signal,
  });
}

/** The configuration that a check emits, and what it promises; null if it emits none. */
export function emitted({
  pages,
}: CheckResult): { readonly recipe: WrittenRecipe; readonly wish: Wish } | null {
  const { cause, tightened } = pages[0]!;
  const recipe = cause?.recipe ?? tightened;
  return recipe && { recipe, wish: { ...recipe.wish, proxied: false } };
}
