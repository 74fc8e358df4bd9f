import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, posix } from 'node:path';
import { Script } from 'node:vm';
import ts from 'typescript';

/** Modules of the project, evaluated apart from those that this very program consists of. */
export interface Modules {
  /** What a module exports. @param path relative to the root, with its extension */
  readonly load: (path: string) => unknown;
  /** The same modules but for one, which has another text, and all that import it. */
  readonly withText: (path: string, text: string) => Modules;
}

type Evaluate = (exports: object, require: (name: string) => unknown) => void;

export const root = join(__dirname, '../..');
const requirePackage = createRequire(join(root, 'package.json'));

const compilerOptions = {
  module: ts.ModuleKind.CommonJS,
  target: ts.ScriptTarget.ES2022,
  esModuleInterop: true,
};

function compile(path: string, text: string): Script {
  const { outputText } = ts.transpileModule(text, { fileName: path, compilerOptions });
  return new Script(`(function (exports, require) {${outputText}\n})`, { filename: path });
}

/** The file that a relative import names. */
function resolve(from: string, name: string): string {
  const path = posix.join(posix.dirname(from), name);
  const file = [`${path}.ts`, `${path}/index.ts`].find((each) => existsSync(join(root, each)));
  if (file === undefined) throw new Error(`Failed to load ${from}: it imports "${name}", which is no file.`);
  return file;
}

/** Evaluates modules from the source files. @param standIns packages that are something else here */
export function createModules(standIns: Readonly<Record<string, unknown>> = {}): Modules {
  const scripts = new Map<string, Script>();
  /** Of each file, what it imports: names as they are written, and the files. */
  const imports = new Map<string, Map<string, string>>();

  function scriptOf(path: string): Script {
    const script = scripts.get(path) ?? compile(path, readFileSync(join(root, path), 'utf8'));
    scripts.set(path, script);
    return script;
  }

  function importedBy(from: string, name: string): string {
    const known = imports.get(from) ?? new Map<string, string>();
    const file = known.get(name) ?? resolve(from, name);
    imports.set(from, known.set(name, file));
    return file;
  }

  /** The file itself and all that import it, of those that were loaded. */
  function dependentsOf(path: string): Set<string> {
    const found = new Set([path]);
    for (const each of found) {
      for (const [file, imported] of imports) if ([...imported.values()].includes(each)) found.add(file);
    }
    return found;
  }

  function modulesOf(own: (path: string) => Script | undefined, others: Modules['load']): Modules {
    const loaded = new Map<string, object>();
    function load(path: string): unknown {
      const known = loaded.get(path);
      if (known) return known;
      const script = own(path);
      if (!script) return others(path);
      const exports = {};
      loaded.set(path, exports);
      const require = (name: string): unknown => {
        if (name.startsWith('.')) return load(importedBy(path, name));
        return standIns[name] ?? requirePackage(name);
      };
      (script.runInThisContext() as Evaluate)(exports, require);
      return exports;
    }
    return { load, withText };
  }

  function withText(path: string, text: string): Modules {
    const changed = compile(path, text);
    const dependents = dependentsOf(path);
    const own = (each: string) =>
      each === path ? changed : dependents.has(each) ? scriptOf(each) : undefined;
    return modulesOf(own, whole.load);
  }

  const whole: Modules = modulesOf(scriptOf, () => undefined);
  return whole;
}
