import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { read, root } from '../support/pages';
import { runProgram } from '../support/run-program';

interface Step {
  readonly id?: string;
  readonly name: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

export const actionText = read('action.yml');
export const action = parse(actionText) as Action;

/** What a run of the action came to. */
interface Ran {
  /** Of the step that failed, else 0. */
  readonly code: number | null;
  readonly output: string;
  readonly summary: string;
  /** The folder with the reports, as the action names it; empty if it did not come to that. */
  readonly report: string;
}

/** The text of an expression of this action: an input, by its default where nothing is given. */
function evaluate(text: string, inputs: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name: string) => {
    const input = action.inputs[name];
    if (!input) throw new Error(`action.yml has no input ${name}`);
    return inputs[name] ?? input.default;
  });
}

/** Runs a script as GitHub's runner does with `shell: bash`. */
const runScript = (path: string, cwd: string, env: NodeJS.ProcessEnv) =>
  runProgram('bash', ['--noprofile', '--norc', '-eo', 'pipefail', path], { cwd, env });

/**
 * Runs the steps of action.yml that are scripts, as GitHub's runner does, with this clone as the action's own.
 * @param folder where the repository of whoever uses the action stands, and beside it what the runner gives
 */
export async function runAction(
  folder: string,
  inputs: Readonly<Record<string, string>>,
  secrets: NodeJS.ProcessEnv = {},
): Promise<Ran> {
  const at = (name: string) => join(folder, 'runner', name);
  await mkdir(at('temp'), { recursive: true });
  for (const name of ['summary', 'output']) await writeFile(at(name), '');
  const given = {
    GITHUB_ACTION_PATH: root,
    GITHUB_STEP_SUMMARY: at('summary'),
    GITHUB_OUTPUT: at('output'),
    RUNNER_TEMP: at('temp'),
  };
  let all = '';
  let failed: number | null = 0;
  for (const { run, env = {} } of action.runs.steps) {
    if (run === undefined) continue;
    await writeFile(at('step.sh'), run);
    const own = Object.fromEntries(Object.entries(env).map(([name, text]) => [name, evaluate(text, inputs)]));
    const { code, output } = await runScript(at('step.sh'), folder, { ...secrets, ...given, ...own });
    all += output;
    failed = code;
    if (code !== 0) break;
  }
  const [, report = ''] = /^report=(.*)$/m.exec(await readFile(at('output'), 'utf8')) ?? [];
  return { code: failed, output: all, summary: await readFile(at('summary'), 'utf8'), report };
}
