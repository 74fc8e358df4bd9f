/** What a message is of that was cut before it tells the cause: the check of a preflight's answer, or CORS of any kind. */
export const cuts = ['preflight', 'cors'] as const;
export type Cut = (typeof cuts)[number];

/** Where the words that tell the cause begin, in Chromium and in Firefox. */
const beforeCause = /blocked by CORS policy|disallows reading the remote resource at [^(]*/i;

/** Fewer letters than these tell no cause. */
const leastLetters = 12;

/** @returns of what a message of a console is that ends before the words that tell the cause; null if it has them, or is no such message */
export function cutIn(message: string): Cut | null {
  const found = beforeCause.exec(message);
  if (!found) return null;
  const rest = message.slice(found.index + found[0].length);
  if (/Response (?:to|for) p(?:r|…|\.{3}|$)/i.test(rest)) return 'preflight';
  return rest.replace(/[^a-z]/gi, '').length < leastLetters ? 'cors' : null;
}
