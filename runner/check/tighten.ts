import type { ServerName } from '../../model/advice/recipes';
import type { DirectAnswer } from '../../model/check/direct-answer';
import { holesOf } from '../../model/check/holes-of';
import { getHeader } from '../../model/http/headers';
import type { CheckedHole } from './check-result';
import { recipeFor, type WrittenRecipe } from './recipe-for';

/** What gives headers to pages that it knows alone, `Vary` too, however it is told. */
const buckets: readonly ServerName[] = ['s3', 'r2'];
const onBuckets =
  'A bucket cannot be told to: have every element that loads the song have crossorigin, so that none asks without Origin.';

/**
 * Whom a server lets in by mistake, and configuration that lets in these pages and no other, with credentials if the server
 * allows them today.
 */
export function tighten(
  direct: readonly DirectAnswer[],
  { page, origins, server }: TightenedPage,
): { readonly holes: readonly CheckedHole[]; readonly tightened: WrittenRecipe | null } {
  const headers = direct.filter(({ question }) => question === 'page').at(-1)?.headers ?? [];
  const credentials = getHeader(headers, 'access-control-allow-credentials') === 'true';
  const wish = { origins, credentials, requestHeaders: [], exposeHeaders: [] };
  const recipe = recipeFor(wish, { headers, server });
  const isBucket = recipe !== null && buckets.includes(recipe.server);
  const holes = holesOf(direct, page).map(({ hole, says }) => ({
    hole,
    says: isBucket && hole === 'missing-vary' ? `${says} ${onBuckets}` : says,
  }));
  const isOpen = holes.some(
    ({ hole }) => hole !== 'answers-differ' && !(isBucket && hole === 'missing-vary'),
  );
  return { holes, tightened: isOpen ? recipe : null };
}

interface TightenedPage {
  readonly page: string;
  /** Of all pages that the server has to let in. */
  readonly origins: readonly string[];
  /** What the server is, where somebody says it. */
  readonly server: ServerName | undefined;
}
