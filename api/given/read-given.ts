import { safeParse, type core } from 'zod/mini';
import { issueWords } from '../../runner/given/issue-words';
import { UsageError } from '../../runner/failures/usage-error';

const isPlain = (value: object): value is Record<string, unknown> =>
  [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);

/** A value without the fields that are undefined: JavaScript says so of what it leaves out. */
function withoutUndefined(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) =>
      each === undefined ? [] : [[name, withoutUndefined(each)]],
    ),
  );
}

/**
 * Reads what a program gives to a function of the package.
 * @param task what fails, such as `read the load`
 * @param show how the value at a place is shown, where it may hold a secret
 * @throws UsageError that names the place, the value seen and what is wanted
 */
export function readGiven<T>(
  schema: core.$ZodType<T>,
  value: unknown,
  task: string,
  show?: (value: unknown, path: readonly PropertyKey[]) => string,
): T {
  const given = withoutUndefined(value);
  const parsed = safeParse(schema, given);
  if (parsed.success) return parsed.data;
  const words = issueWords({
    issue: parsed.error.issues[0]!,
    value: given,
    schema,
    ...(show && { show }),
  });
  throw new UsageError(`Failed to ${task}: ${words}`);
}
