/**
 * Milliseconds of the steady clock of this machine, which all its processes share. What each of them takes for the time
 * of day differs, by tens of milliseconds where several start at once: longer than a redirect takes from one server to
 * the next.
 */
export const steadyMilliseconds = (): number => Number(process.hrtime.bigint()) / 1e6;
