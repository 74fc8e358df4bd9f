import picomatch from 'picomatch';
import { shown } from '../../model/http/shown-text';
import { runWithTimeout } from '../waiting/run-with-timeout';
import { firstLineOf } from '../failures/lab-failure';
import { UsageError } from '../failures/usage-error';

/** Longer than any list of globs that a person writes; the time to read one grows with its length. */
const longestGlob = 10_000;

/** Some globs take a regular expression longer than anybody waits. */
const globBound = 2_000;

/**
 * Those of `items` of which a text matches the glob that was given at `place`.
 * @throws UsageError where it is too long, none, or takes too long
 */
export function matchGlob<T>(
  glob: string,
  place: string,
  items: readonly T[],
  textsOf: (item: T) => readonly string[],
): T[] {
  const fail = (why: string) => new UsageError(`Failed to read ${place} "${shown(glob)}": ${why}`);
  if (glob.length > longestGlob)
    throw fail(
      `it has ${glob.length} characters, and a glob may have ${longestGlob}. Give several globs instead`,
    );
  try {
    const matches = picomatch(glob);
    return runWithTimeout(
      () => items.filter((item) => textsOf(item).some((text) => matches(text))),
      globBound,
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
      throw fail('it takes too long to match. Use fewer wildcards');
    throw fail(`it is no glob: ${firstLineOf(error)}`);
  }
}
