export const verdicts = ['as predicted', 'known quirk', 'surprise', 'inconclusive'] as const;
/** A measurement compared with what was expected. */
export type Verdict = (typeof verdicts)[number];
