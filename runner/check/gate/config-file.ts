import { existsSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Service } from 'ts-node';
import { shown, shownValue } from '../../../model/http/shown-text';
import { issueWords } from '../../given/issue-words';
import { parseJson } from '../../given/json';
import { firstLineOf } from '../../failures/lab-failure';
import { UsageError } from '../../failures/usage-error';
import { withoutSecrets } from '../../safe-text/without-secrets';
import { readText } from '../../exchange/read-text';
import { checkConfig } from './check-config';
import type { CheckConfig } from './define-config';

/** The names under which a file is found. */
export const configNames = ['earshot.config.ts', 'earshot.config.mjs', 'earshot.config.json'] as const;

/** No file of settings is larger, in bytes. */
const mostBytes = 2 ** 20;

/**
 * The file of a folder; null if there is none.
 * @throws UsageError where there are several
 */
export function findConfig(folder: string): string | null {
  const found = configNames.filter((name) => existsSync(join(folder, name)));
  if (found.length > 1)
    throw new UsageError(
      `Failed to choose among ${found.join(' and ')}: name one of them, --from ${found[0]!}`,
    );
  return found[0] === undefined ? null : join(folder, found[0]);
}

const exportOf = async (path: string): Promise<unknown> =>
  ((await import(pathToFileURL(path).href)) as { default?: unknown }).default;

/** Where ts-node says that it compiles; its package is not at hand everywhere. */
const registered = Symbol.for('ts-node.register.instance');

/**
 * TypeScript, compiled as the runner itself is: a CommonJS module whatever the package.json beside it says. A package has no
 * compiler, and leaves it to Node, from 22.18 on.
 */
function loadTypeScript(path: string, text: string): unknown {
  const compiler = (process as unknown as Readonly<Record<symbol, Service | undefined>>)[registered];
  if (!compiler) {
    if (!(process.features as { readonly typescript?: unknown }).typescript)
      throw new Error(
        'this Node runs no TypeScript. Name it earshot.config.mjs, or take Node 22.18 or newer',
      );
    return exportOf(path);
  }
  const module = Object.assign(new Module(path), { filename: path, paths: nodeModulesAbove(path) });
  const compiled = compiler.compile(text, path.replace(/\.ts$/, '.cts'));
  (module as unknown as { _compile(code: string, name: string): void })._compile(compiled, path);
  return (module.exports as { default?: unknown }).default;
}

const nodeModulesAbove = (path: string): string[] => createRequire(path).resolve.paths('a') ?? [];

/** What a file holds, or has as its default export. */
async function contentOf(path: string, name: string): Promise<unknown> {
  const kind = extname(path);
  if (kind !== '.json' && kind !== '.mjs' && kind !== '.ts')
    throw new UsageError(`Failed to read ${name}: want a file that ends in .ts, .mjs or .json`);
  const text = await readText(path, mostBytes);
  try {
    if (kind === '.json') return parseJson(text);
    const loaded = kind === '.ts' ? loadTypeScript(path, text) : exportOf(path);
    // A file may have to wait for something.
    return await loaded;
  } catch (error) {
    const why = kind === '.json' ? 'it is no JSON' : 'it does not run';
    throw new UsageError(`Failed to read ${name}: ${why}: ${shown(firstLineOf(error), 400)}`);
  }
}

/** A value as an error shows it: no header line, no cookie, and no query of a URL. */
function shownSafely(value: unknown, path: readonly PropertyKey[]): string {
  if (path.includes('headers') || path.includes('cookies')) return 'a value that is not shown';
  if (typeof value === 'string') return shownValue(withoutSecrets(value));
  if (typeof value !== 'object' || value === null) return shownValue(value);
  return Array.isArray(value) ? 'a list' : 'an object';
}

/**
 * Checks what a file holds. `name` is the file's, safe to show.
 * @throws UsageError that names the place, the value seen and what is wanted
 */
export function parseConfig(content: unknown, name: string): CheckConfig {
  if (content === undefined)
    throw new UsageError(`Failed to read ${name}: it has no default export. Write: export default { … }`);
  const parsed = checkConfig.safeParse(content);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const words = issueWords({ issue, value: content, schema: checkConfig, show: shownSafely });
  throw new UsageError(`Failed to read ${name}: ${words}`);
}

/** @throws UsageError where it cannot be read or run, or is no such file */
export async function readConfig(file: string): Promise<CheckConfig> {
  const name = shown(file);
  return parseConfig(await contentOf(resolve(file), name), name);
}
