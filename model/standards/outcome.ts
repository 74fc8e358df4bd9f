export const outcomes = ['readable', 'opaque', 'blocked'] as const;
/**
 * `readable`: script gets the samples or bytes. `opaque`: it loads (an element plays it, and is heard unless Web Audio
 * taps it) but script gets nothing. `blocked`: it does not load.
 */
export type Outcome = (typeof outcomes)[number];
