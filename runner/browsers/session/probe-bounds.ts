/** How long a page may take to open, and then its probe to start, in milliseconds. */
export const openBound = 15_000;

/** What is wrong with a page in which no probe started in time. */
export const noProbe = (url: string): string =>
  `the probe did not start within ${openBound / 1000} s at ${url}`;
