import { recipes } from '../../model/advice/recipes';
import { recognise } from '../../model/advice/recipes/recognise';
import type { HeaderLine } from '../../model/http/headers';
import { shown } from '../../model/http/shown-text';
import { shellWord } from '../safe-text/shell-quoted';

/** Whose configuration a fix goes to, so far as the headers of an answer tell; no lines if they do not. */
export function answeringLines(
  headers: readonly HeaderLine[],
  { url, page }: { readonly url: string; readonly page: string },
): string[] {
  const guess = recognise(headers);
  if (!guess) return [];
  const behind = guess.behind.map(({ server }) => recipes[server].product);
  return [
    `${recipes[guess.server].product} seems to answer (by "${shown(guess.because.join(': '))}")${behind.length === 0 ? '' : `, and behind it ${behind.join(', ')}`}.`,
    'What each product wants to be told: docs/recipes.md, "By product". This writes it for this very load, and tries the fix out:',
    `  npx earshot check ${shellWord(url)} --page ${shellWord(page)}`,
  ];
}
