import { z } from 'zod';

/** One header line as JSON: `[name, value]`. */
export const headerLine = z.tuple([z.string(), z.string()]).readonly();

/** The name of a header that a server sends (https://www.rfc-editor.org/rfc/rfc9110#name-field-names). */
export const headerName = z.string().regex(/^[!#$%&'*+.^_`|~\w-]+$/, 'is no header name');

/** Its value. NUL may be in it: servers send it, and browsers refuse the answer. */
export const headerValue = z
  .string()
  .regex(/^[^\r\n]*$/, 'holds a line break, which no header line can')
  .regex(/^[\0-\xff]*$/, 'holds a character above U+00FF; want one character for each byte');

/** A policy of a page, such as a Content-Security-Policy. The page itself must come, so no browser may refuse its header. */
export const policyValue = z
  .string()
  .regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'holds a character that the header of a page cannot have');
