/** A directive of a configuration file, and where it stands in the text. */
export interface Directive {
  readonly name: string;
  /** Without quotes. */
  readonly args: readonly string[];
  /** Offset of its first character. */
  readonly start: number;
  /** Offset after its last: after the `;`, the `}`, or the end of its line. */
  readonly end: number;
  readonly block: Block | null;
  /** The file that it stands in, where that is one that is included; null if it is the file itself. */
  readonly file: string | null;
  /** As it is written. */
  readonly raw: string;
}

/** What stands between the braces of a directive, or between its tags. */
export interface Block {
  /** Offset after what opens it. */
  readonly open: number;
  /** Offset of what closes it. */
  readonly close: number;
  readonly directives: readonly Directive[];
}

/** A file that another one includes. */
export interface IncludedFile {
  readonly name: string;
  readonly text: string;
}

/** Gives the files that a pattern of an include names; null if there is none, or it may not be read. */
export type Includes = (pattern: string) => readonly IncludedFile[] | null;

/** Nobody can tell for sure what has to change: the message says why, as the rest of a sentence. */
export class Unplaceable extends Error {}

/** The number of the line that an offset is in, from 1. */
export const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** All directives of a block and of those in it. */
export function* allIn(directives: readonly Directive[]): Generator<Directive> {
  for (const directive of directives) {
    yield directive;
    if (directive.block) yield* allIn(directive.block.directives);
  }
}
