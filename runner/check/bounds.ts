/** Directly, for each page: what tells all causes apart takes 14 requests at most, and each redirect one more. */
export const usualDirect = 40;

/** Of each browser, where it does the usual three loads for one page. */
const usualRequests = 12;
/** A request, a redirect, a part that is asked for again, and a share of the proof. */
const perLoad = 4;

/** Of each browser, where it asks for the parts of a stream: 14 at most, and a share of the proof. */
const ofStream = 40;

/** How many requests of the person's server a browser may make for so many loads on so many pages, its proof included. */
export const mostRequestsFor = (loads: number, pages: number, isStream: boolean): number =>
  isStream ? ofStream * pages : Math.max(usualRequests, perLoad * loads * pages);

/** How long a browser may take for what is no matter of the server, in milliseconds: longer than any bound inside it. */
export const browserBounds = { leave: 20_000, open: 60_000, close: 15_000 };

/** No load ends sooner, in milliseconds: a song that is heard well may take some seconds on a busy machine. */
const leastForLoad = 12_000;

/** How long a load may take in a browser, in milliseconds, where its server has `patience` for headers, and again for a body. */
export const boundOfLoad = (patience: number): number => Math.max(leastForLoad, 2 * patience);
