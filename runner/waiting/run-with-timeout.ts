import { createContext, Script } from 'node:vm';

/** What takes this long for a few milliseconds of work never ends: a mutant of the oracle, a regular expression. */
const boundMs = 20_000;

const context: { work?: () => unknown } = createContext({});
const script = new Script('work()');

/** Does `work`, which waits for nothing. @throws an error of code `ERR_SCRIPT_EXECUTION_TIMEOUT` where it does not end */
export function runWithTimeout<T>(work: () => T, timeout = boundMs): T {
  context.work = work;
  return script.runInContext(context, { timeout }) as T;
}
