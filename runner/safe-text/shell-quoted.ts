import { shown } from '../../model/http/shown-text';

/** More of a text than this stands in no command. */
const mostCharacters = 2_000;

/** In single quotes, as a shell wants it, and safe to show. */
export const shellQuoted = (text: string): string =>
  `'${shown(text, mostCharacters).replaceAll("'", String.raw`'\''`)}'`;

/** As it is where a shell takes it so; else in quotes. */
export const shellWord = (text: string): string =>
  /^[\w:/.@%+-]+$/.test(text) && text.length <= mostCharacters ? text : shellQuoted(text);
