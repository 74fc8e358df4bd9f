import type { HeaderLine } from '../../model/policies/policy';

/** One answer, for the request that its name says: `preflight`, `redirect-1`, `preflight-2`, …, `actual`. */
export interface ScriptedAnswer {
  readonly for: string;
  readonly status: number;
  /** Sent byte for byte, in order, duplicates kept. */
  readonly headers: readonly HeaderLine[];
}

/** What servers answer to one load, hop by hop. */
export interface Script {
  /** Stands in the query of the first request, as `t`. */
  readonly token: string;
  readonly answers: readonly ScriptedAnswer[];
}

const redirectStatuses = [301, 302, 303, 307, 308];

/** Finds the answer to the request that is `hop`th on the way (the first is 1). */
export function answerFor(script: Script, hop: number, isPreflight: boolean): ScriptedAnswer | undefined {
  const named = (name: string) => script.answers.find((answer) => answer.for === name);
  const preflight = isPreflight ? named(hop === 1 ? 'preflight' : `preflight-${hop}`) : undefined;
  return preflight ?? named(`redirect-${hop}`) ?? named('actual');
}

/** The URL that an answer redirects to, resolved against that of the request; null where it redirects nowhere. */
export function redirectTarget({ status, headers }: ScriptedAnswer, from: string): URL | null {
  if (!redirectStatuses.includes(status)) return null;
  const location = headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
  return location !== undefined && URL.canParse(location, from) ? new URL(location, from) : null;
}
