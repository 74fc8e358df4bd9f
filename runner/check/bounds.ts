/** Directly, for each page: more than what tells all causes apart takes, with a few redirects. */
export const usualDirect = 40;

/** How long a browser may take for what is no matter of the server, in milliseconds: longer than any bound inside it. */
export const browserBounds = { start: 60_000, leave: 20_000, open: 60_000, close: 15_000 };
