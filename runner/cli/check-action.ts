import { shown } from '../../model/http/shown-text';
import { baselineOf, nothingKnown, readBaseline, type Baseline } from '../check/gate/baseline';
import { checkAll } from '../check/gate/check-all';
import type { CheckFinding } from '../check/gate/check-finding';
import { exitCodeOf } from '../check/gate/fail-on';
import { judgeChecks } from '../check/gate/judge-checks';
import { exitCodes } from '../failures/exit-codes';
import { openResultFile, type ResultFile } from '../report/result-file';
import type { CheckCommandOptions } from './check-options';
import { planOf } from './check-plan';
import { writeStart } from './check-start';
import { toldOfChecks, whichWords } from './check-told';
import { withResult, type Tell } from './tell-result';

interface Asked {
  /** Whether an option was typed, and is not a default. */
  readonly isGiven: (option: keyof CheckCommandOptions) => boolean;
  readonly signal: AbortSignal;
}

/** With one of these somebody says what is expected of a URL. */
const comparing = ['expect', 'failOn', 'baseline', 'writeBaseline'] as const;

const countOf = (findings: number): string => `${findings} finding${findings === 1 ? '' : 's'}`;

/** Writes what is otherwise than expected, to be known from now on. @returns what was written, and words on it */
async function writeBaseline(
  file: ResultFile,
  findings: readonly CheckFinding[],
  isWhole: boolean,
): Promise<{ readonly fresh: Baseline; readonly says: string }> {
  if (!isWhole || findings.some(({ ended }) => ended === 'inconclusive'))
    return { fresh: nothingKnown, says: `${file.name} is not written: not all could be found out.` };
  const fresh = baselineOf(findings);
  await file.write(`${JSON.stringify(fresh, null, 2)}\n`);
  return { fresh, says: `${file.name} is written: it holds ${countOf(fresh.findings.length)}.` };
}

async function checkPlanned(
  url: string | undefined,
  options: CheckCommandOptions,
  { isGiven, signal }: Asked,
  tell: Tell,
): Promise<number> {
  const { checks, config, timeout, maxRequests, maxDirect } = await planOf(url, options, isGiven);
  const { prove, failOn, baseline, writeBaseline: written } = options;
  // What cannot be read or written is told before anything is asked.
  let known = baseline === undefined ? nothingKnown : await readBaseline(baseline);
  const file = written === undefined ? null : await openResultFile(written, 'JSON');
  const done = await checkAll(checks, {
    ...{ patience: timeout * 1_000, mostRequests: maxRequests, mostDirect: maxDirect },
    ...{ proves: prove, signal },
    onProgress: (says, number) => void process.stderr.write(`${whichWords(checks, number)}${says}\n`),
  });
  const words: string[] = [];
  if (file) {
    const findings = judgeChecks(done, { known, failOn }).byCheck.flat();
    const { fresh, says } = await writeBaseline(file, findings, !signal.aborted);
    known = { findings: [...known.findings, ...fresh.findings] };
    words.push(says);
  }
  const { byCheck, gone } = judgeChecks(done, { known, failOn });
  if (gone.length > 0) words.push(`Known, and wrong no more: ${gone.map((id) => shown(id)).join(', ')}.`);
  const isInterrupted = signal.aborted;
  const isOne = url !== undefined;
  const isCompared = !isOne || comparing.some(isGiven);
  await tell(toldOfChecks({ checks, done, byCheck, isInterrupted }, { isOne, isCompared, words, config }));
  return isInterrupted ? exitCodes.interrupted : exitCodeOf(byCheck.flat());
}

/** Checks a song, or what a file says, and tells what was found. @returns the exit code: 1 where it is not as expected */
export async function checkAs(
  url: string | undefined,
  options: CheckCommandOptions,
  asked: Asked,
): Promise<number> {
  if (options.init) return writeStart(url, options);
  const { json, junit, markdown } = options;
  const files = {
    ...(json !== undefined && { json: json === true ? '-' : json }),
    ...(junit !== undefined && { junit }),
    ...(markdown !== undefined && { markdown }),
  };
  return withResult(files, (tell) => checkPlanned(url, options, asked, tell));
}
