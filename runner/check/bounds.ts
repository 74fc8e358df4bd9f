/** Directly, for each page: what tells all causes apart takes 14 requests at most, and each redirect one more. */
export const usualDirect = 40;

/** Of each browser, where it does the usual three loads for one page. */
const usualRequests = 12;
/** A request, a redirect, a part that is asked for again, and a share of the proof. */
const perLoad = 4;

/** How many requests of the person's server a browser may make for so many loads, its proof included. */
export const mostRequestsFor = (loads: number): number => Math.max(usualRequests, perLoad * loads);
