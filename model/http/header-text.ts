/** What a text has to be, and the words for one that is not. */
interface Wanted {
  readonly pattern: RegExp;
  readonly words: string;
}

/** The name of a header that a server sends (https://www.rfc-editor.org/rfc/rfc9110#name-field-names). */
export const headerNameText: Wanted = { pattern: /^[!#$%&'*+.^_`|~\w-]+$/, words: 'is no header name' };

/** Its value. NUL may be in it: servers send it, and browsers refuse the answer. */
export const headerValueTexts: readonly [Wanted, Wanted] = [
  { pattern: /^[^\r\n]*$/, words: 'holds a line break, which no header line can' },
  {
    pattern: /^[\0-\xff]*$/,
    words: 'holds a character above U+00FF; want one character for each byte',
  },
];

/** A value that nobody refuses, one character for each byte (https://www.rfc-editor.org/rfc/rfc9110#name-field-values). */
export const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/** A policy of a page, such as a Content-Security-Policy. The page itself must come, so no browser may refuse its header. */
export const policyText: Wanted = {
  pattern: fieldValue,
  words: 'holds a character that the header of a page cannot have',
};

/** What the status of an answer has to be, where a file or a program says it. */
export const statusWords = 'want 200 to 999, or 0 for a server that hangs up';
