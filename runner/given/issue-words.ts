import type { z } from 'zod';
import { shown, shownValue } from '../../model/http/shown-text';
import { fieldsAt } from './fields-at';
import { meant } from './nearest';

type Issue = z.core.$ZodIssue;

/** What a schema refused, for the words of it. */
export interface Refused {
  readonly issue: Issue;
  /** All that was given. */
  readonly value: unknown;
  /** What refused it. */
  readonly schema: z.core.$ZodType;
  /** How the value at a place is shown: a place that holds secrets has none of it. */
  readonly show?: (value: unknown, path: readonly PropertyKey[]) => string;
}

/** What JSON has, in words. */
const kinds: Readonly<Record<string, string>> = {
  array: 'a list, in square brackets',
  object: 'an object, in braces',
  record: 'an object, in braces',
  string: 'a text',
  int: 'a whole number',
};
const kindOf = (expected: string): string => kinds[expected] ?? `a ${expected}`;

const describePath = (path: readonly PropertyKey[]): string =>
  path
    .map((key, place) => (typeof key === 'number' ? `[${key}]` : `${place === 0 ? '' : '.'}${String(key)}`))
    .join('');

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], value);

/** The path as far as it leads in what was given: one text that stands for a list of one has no places. */
function givenPath(value: unknown, path: readonly PropertyKey[]): readonly PropertyKey[] {
  const end = path.findIndex(
    (key, depth) => typeof key === 'number' && !Array.isArray(valueAt(value, path.slice(0, depth))),
  );
  return end === -1 ? path : path.slice(0, end);
}

/** Whether a schema says by itself what it wants; else there are words of the library's. */
const hasOwnWords = ({ message }: Issue): boolean => !/^(Invalid |Too (big|small): )/.test(message);

/** What a bound counts, and how it is called. */
const counted: Readonly<Record<string, readonly [one: string, more: string]>> = {
  string: [' character', ' characters'],
  array: [' entry', ' entries'],
};

/** What a bound wants: "at most 1", "at least 3 entries". */
function boundWords(bound: number | bigint, isMost: boolean, isIncluded: boolean, origin: string): string {
  const [one, more] = counted[origin] ?? ['', ''];
  const words = isIncluded ? (isMost ? 'at most' : 'at least') : isMost ? 'less than' : 'more than';
  return `want ${words} ${bound}${Number(bound) === 1 ? one : more}`;
}

/** Of a choice between kinds of values the fault inside the one that was meant; that of the choice if it was none of them. */
function innermost(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue;
  const first = issue.errors.flatMap(([each]) => each ?? []);
  const meantOne =
    first.find(({ path }) => path.length > 0) ??
    (hasOwnWords(issue) ? undefined : first.find(({ code }) => code !== 'invalid_type'));
  return meantOne ? innermost({ ...meantOne, path: [...issue.path, ...meantOne.path] }) : issue;
}

const valueWords = (value: unknown): string => (value === '' ? '""' : String(value));

const wantedOf = (issue: Issue): string => {
  if (hasOwnWords(issue)) return issue.message;
  if (issue.code === 'invalid_type') return `want ${kindOf(issue.expected)}`;
  if (issue.code === 'too_big')
    return boundWords(issue.maximum, true, issue.inclusive !== false, issue.origin);
  if (issue.code === 'too_small')
    return boundWords(issue.minimum, false, issue.inclusive !== false, issue.origin);
  if (issue.code === 'invalid_value') return `want one of ${issue.values.map(valueWords).join(', ')}`;
  if (issue.code !== 'invalid_union') return issue.message;
  const wanted = issue.errors.flatMap(([first]) => (first ? wantedOf(first).replace(/^want /, '') : []));
  return `want ${[...new Set(wanted)].join(', or ')}`;
};

/** A name that may have been meant. */
const meantBy = (issue: Issue, value: unknown): string =>
  issue.code === 'invalid_value' && typeof value === 'string' ? meant(value, issue.values.map(String)) : '';

/** Where something is wrong, what stands there, and what is wanted: "at checks[0].page, 1: want a text". */
export function issueWords({ issue, value, schema, show = shownValue }: Refused): string {
  const inner = innermost(issue);
  const { path } = inner;
  if (inner.code === 'unrecognized_keys' || inner.code === 'invalid_key') {
    // What is dropped in silence makes the answer one for another setup.
    const key = inner.code === 'unrecognized_keys' ? (inner.keys[0] ?? '') : String(path.at(-1));
    const place = inner.code === 'unrecognized_keys' ? path : path.slice(0, -1);
    const known = fieldsAt(schema, place);
    const at = describePath([...place, key.slice(0, 60)]);
    return `at ${shown(at)}: there is no such field. It may be ${shown(known.join(', '), 600)}.${meant(key, known)}`;
  }
  const given = givenPath(value, path);
  const at = shown(describePath(given)) || 'its root';
  const seen = valueAt(value, given);
  const guess = meantBy(inner, seen);
  return `at ${at}, ${show(seen, given)}: ${shown(wantedOf(inner), 600)}${guess && `.${guess}`}`;
}
