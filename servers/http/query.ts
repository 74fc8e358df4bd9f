/** The query of a request target, with its question mark; a later question mark is a part of it. Empty if there is none. */
export const queryOf = (target: string): string =>
  target.includes('?') ? target.slice(target.indexOf('?')) : '';
