/** How long a page may take to open, and then its probe to start, in milliseconds. */
export const openBound = 15_000;

/** A page in which no probe started in time. */
export const noProbe = (url: string): Error =>
  new Error(`the probe did not start within ${openBound / 1000} s at ${url}`);
