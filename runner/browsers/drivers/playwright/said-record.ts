import type { BrowserSays } from '../../../../model/evidence/measurement';
import type { Said } from '../../session/session';

/** The token in a URL of a load, or in a message that names one. */
export const tokenIn = (text: string): string | undefined => /[?&]t=([\w-]{1,64})/.exec(text)?.[1];

/** Of a page that stays open for long, what was said first is forgotten. */
const mostKept = 20_000;

interface SaidRecord {
  readonly said: Said;
  readonly add: (token: string | undefined, says: BrowserSays) => void;
}

export function createRecord(): SaidRecord {
  const said = new Map<string, BrowserSays[]>();
  return {
    said,
    add(token, says) {
      if (token === undefined) return;
      const known = said.get(token);
      if (!known) {
        said.set(token, [says]);
        if (said.size > mostKept) said.delete(said.keys().next().value!);
      } else if (!known.some(({ code }) => code === says.code)) known.push(says);
    },
  };
}
