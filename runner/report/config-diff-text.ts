import { shown } from '../../model/http/shown-text';
import type { CheckResult } from '../check/check-result';
import type { ConfigDiff } from '../check/recipe-for';

/** What is said of a change of a person's file; the change itself stands at the end, as it is. */
export const diffNotes = ({ file, where, diff, says }: ConfigDiff): string[] => [
  ...(diff === null ? [] : [`The diff below does so in ${shown(file)}: ${shown(where ?? '', 400)}.`]),
  ...says.map((each) => shown(each, 600)),
];

/** How a shell names a file. */
const inShell = (file: string): string =>
  /^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", String.raw`'\''`)}'`;

/**
 * The change of a person's file, as tools that apply it take it: no line is wrapped or set in. Empty if there is none.
 */
export function configDiffText({ pages }: CheckResult): string {
  const all = pages.flatMap(({ cause, tightened }) => [cause?.recipe?.diff, tightened?.diff]);
  const [first] = all.filter((each) => each?.diff != null);
  if (!first?.diff) return '';
  const { file, diff } = first;
  return `\nSave the lines from --- on as fix.diff, and apply them: patch ${inShell(file)} fix.diff\n\n${diff}`;
}
