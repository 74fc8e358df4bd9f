import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Application, ReflectionKind } from 'typedoc';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { name: packageName, exports: exported } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The doors that have types: what is imported, and the name of its source in `api/`. */
const doors = Object.entries(exported).flatMap(([path, { types }]) => {
  if (types === undefined) return [];
  const [, name] = /^\.\/api\/dist\/(.+)\.d\.ts$/.exec(types);
  return [{ imported: path.replace(/^\./, packageName), name }];
});

const options = {
  plugin: ['typedoc-plugin-markdown'],
  tsconfig: join(root, 'api', 'tsconfig.json'),
  entryPoints: doors.map(({ name }) => join(root, 'api', `${name}.ts`)),
  basePath: join(root, 'api'),
  readme: 'none',
  logLevel: 'Error',
  disableSources: true,
  excludeExternals: true,
  // The rooms check their own types.
  skipErrorChecking: true,
  validation: { notExported: false, invalidLink: true },
  router: 'module',
  hidePageHeader: true,
  hidePageTitle: true,
  hideBreadcrumbs: true,
  hideGroupHeadings: true,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  classPropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  tableColumnSettings: { hideModifiers: true, hideInherited: true, hideOverrides: true },
};

/** One heading of a page down, as each door has a heading of its own. */
const lower = (text) => text.replace(/^#+ /gm, (marks) => `#${marks}`);

/** Links to another door's page lead to a place of this one. */
const here = (text) => text.replace(/\]\([\w-]+\.md(#[\w-]+)\)/g, ']($1)');

/**
 * What each door of the package exports, as Markdown.
 * @returns {Promise<string[]>}
 * @throws {Error} where a door has no source, or TypeDoc fails
 */
export async function pagesOfDoors() {
  for (const path of options.entryPoints) if (!existsSync(path)) throw new Error(`Failed to find ${path}`);
  const out = mkdtempSync(join(tmpdir(), 'earshot-api-page-'));
  try {
    const app = await Application.bootstrapWithPlugins({ ...options, out });
    const project = await app.convert();
    if (!project) throw new Error('Failed to read the docstrings: TypeDoc says why');
    // Errors have the constructors of Error, which say nothing new.
    for (const constructor of project.getReflectionsByKind(ReflectionKind.Constructor)) {
      const { parent, signatures, inheritedFrom } = constructor;
      if (!inheritedFrom && !signatures?.every((signature) => signature.inheritedFrom)) continue;
      parent.groups = parent.groups.filter(({ children }) => !children.includes(constructor));
      parent.children = parent.children.filter((child) => child !== constructor);
    }
    await app.generateOutputs(project);
    if (app.logger.hasErrors()) throw new Error('Failed to write the docstrings: TypeDoc says why');
    return doors.map(
      ({ imported, name }) =>
        `## \`${imported}\`\n\n${here(lower(readFileSync(join(out, `${name}.md`), 'utf8')))}`,
    );
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
