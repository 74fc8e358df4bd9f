import { exitCodes } from '../common/exit-codes';
import { shown } from '../../model/http/shown-text';
import type { HeaderLine } from '../../model/http/headers';
import type { LoaderName } from '../../model/lab/loaders/loaders';
import type { RemoteBrowserName } from '../browsers/drivers/webdriver/remote-browsers';
import { baselineOf, excuse, goneOf, readBaseline } from '../check/gate/baseline';
import { checkAll, type DoneCheck } from '../check/gate/check-all';
import { exitCodeOf, passOver } from '../check/gate/fail-on';
import { findingsOf } from '../check/gate/findings-of';
import type { PlannedCheck } from '../check/gate/planned-check';
import { Redactor } from '../check/redact';
import { reportOf, findingLines } from '../report/check-finding-lines';
import { checkText } from '../report/check-text';
import { checksText } from '../report/checks-text';
import { openResultFile } from '../report/result-file';
import type { GateOptions } from './check-options';
import { planOf } from './check-plan';
import { writeStart } from './check-start';
import { withResult, type Tell } from './tell-result';

export interface CheckCommandOptions extends GateOptions {
  readonly page: readonly string[];
  readonly browser: readonly RemoteBrowserName[];
  readonly loader?: readonly LoaderName[];
  readonly allLoaders?: true;
  readonly header: readonly HeaderLine[];
  readonly csp?: string;
  readonly coep?: string;
  /** Seconds. */
  readonly timeout: number;
  readonly maxRequests: number;
  readonly maxDirect: number;
  readonly server?: string;
  readonly prove: boolean;
}

export interface Asked {
  /** Whether an option was typed, and is not a default. */
  readonly isGiven: (option: string) => boolean;
  readonly signal: AbortSignal;
}

/** Every URL that stands in what was found: a redirect may lead to one with a token. */
const urlsIn = ({ result: { loads } }: DoneCheck): string[] =>
  loads.flatMap(({ wire }) =>
    wire.flatMap(({ url, headers }) => [
      url,
      ...headers.flatMap(([name, value]) =>
        name.toLowerCase() === 'location' && URL.canParse(value, url) ? [new URL(value, url).href] : [],
      ),
    ]),
  );

/** Hides what nobody else may see, in all that is told. */
const redactorOf = (checks: readonly PlannedCheck[], done: readonly DoneCheck[]): Redactor =>
  new Redactor(
    [...checks.map(({ url }) => url), ...done.flatMap(urlsIn)],
    checks.flatMap(({ headers }) => headers),
  );

const interruptedWords = (done: readonly DoneCheck[], all: readonly PlannedCheck[]): string =>
  `Interrupted: ${done.length} of ${all.length} were checked to the end${done.length === 0 ? '' : `: ${done.map(({ check }) => shown(check.place)).join(', ')}`}.`;

/** Findings by what the options say of them, and what there is to say of the baseline. */
async function judgeAll(done: readonly DoneCheck[], { baseline, failOn }: GateOptions) {
  const known = baseline === undefined ? { findings: [] } : await readBaseline(baseline);
  const byCheck = done.map(({ check, result }) => passOver(excuse(findingsOf(check, result), known), failOn));
  const gone = goneOf(byCheck.flat(), known);
  const words =
    gone.length === 0
      ? []
      : [`In the baseline, and wrong no more: ${gone.map((id) => shown(id)).join(', ')}.`];
  return { byCheck, words };
}

async function checkPlanned(
  url: string | undefined,
  options: CheckCommandOptions,
  { isGiven, signal }: Asked,
  tell: Tell,
): Promise<number> {
  const { checks, timeout, maxRequests, maxDirect } = await planOf(url, options, isGiven);
  const { prove, writeBaseline, baseline } = options;
  // Before anything is asked: what cannot be read or written is told at once.
  if (baseline !== undefined) await readBaseline(baseline);
  const written = writeBaseline === undefined ? null : await openResultFile(writeBaseline, 'JSON');
  const done = await checkAll(checks, {
    patience: timeout * 1_000,
    mostRequests: maxRequests,
    mostDirect: maxDirect,
    proves: prove,
    onProgress(says, number) {
      const which =
        checks.length === 1 ? '' : `${number + 1} of ${checks.length}, ${shown(checks[number]!.place)}: `;
      process.stderr.write(`${which}${says}\n`);
    },
    signal,
  });
  const redactor = redactorOf(checks, done);
  const judged = await judgeAll(done, options);
  let byCheck = judged.byCheck;
  const words = [...judged.words];
  if (written) {
    const fresh = baselineOf(byCheck.flat());
    const isWhole = !signal.aborted && byCheck.flat().every(({ ended }) => ended !== 'inconclusive');
    if (isWhole) {
      await written.write(`${JSON.stringify(redactor.value(fresh), null, 2)}\n`);
      byCheck = byCheck.map((findings) => excuse(findings, fresh));
    }
    words.push(
      isWhole
        ? `${written.name} holds ${fresh.findings.length} findings that are known from now on.`
        : `${written.name} was not written, since not all could be found out.`,
    );
  }
  const shownFindings = redactor.value(byCheck);
  const findings = shownFindings.flat();
  const told = done.map(({ result }, i) => ({ result: redactor.value(result), findings: shownFindings[i]! }));
  const isGate = url === undefined || ['expect', 'failOn', 'baseline', 'writeBaseline'].some(isGiven);
  const [first] = told;
  const interrupted = signal.aborted && { interrupted: true as const };
  await tell({
    value:
      url === undefined
        ? { ...interrupted, checks: told.map(({ result }) => result), findings }
        : { ...first?.result, findings },
    findings: reportOf(findings),
    table: url !== undefined && first ? checkText(first.result) : checksText(told),
    summary: [
      ...(isGate && done.length > 0 ? findingLines(findings) : []),
      ...words,
      ...(signal.aborted ? [interruptedWords(done, checks)] : []),
    ].join('\n'),
    isNothing: done.length === 0,
  });
  return signal.aborted ? exitCodes.interrupted : exitCodeOf(byCheck.flat());
}

/** Checks a song, or what a file says, and tells what was found. @returns the exit code: 1 where it is not as expected */
export async function checkAs(
  url: string | undefined,
  options: CheckCommandOptions,
  asked: Asked,
): Promise<number> {
  if (options.init) return writeStart(url, options);
  const json = options.json === true ? '-' : options.json;
  return withResult({ ...options, json } as CheckCommandOptions & { json?: string }, (tell) =>
    checkPlanned(url, options, asked, tell),
  );
}
