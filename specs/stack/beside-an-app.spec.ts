import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { asksAll } from '../support/asks-all';
import { compose, projectRoot } from '../support/compose';
import { expect, test } from './stack-fixture';

const page = readFileSync(join(projectRoot, 'docs', 'stack.md'), 'utf8');
/** What the page has people write into their own compose.yaml. */
const [, snippet = ''] = /^```yaml\n(include: .*?)^```$/ms.exec(page) ?? [];
/** The check that it has them type. */
const [, check = ''] = /^docker compose run --rm earshot (check .*)$/m.exec(page) ?? [];

/** An app that plays the songs that it is told of. */
const app = `FROM node:24-bookworm-slim
USER node
CMD ["node", "-e", "require('http').createServer((req, res) => res.end(process.env.SONGS)).listen(8080)"]
`;

/** Writes the app and the file of the page, with this clone for the one beside the app. */
async function writeApp(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'Dockerfile'), app);
  const file = join(folder, 'compose.yaml');
  await writeFile(file, snippet.replaceAll('../earshot', projectRoot));
  return file;
}

test('Compose takes the file of the page, with every server of the lab', async ({}, info) => {
  const file = await writeApp(info.outputPath('app'));
  const { services } = parse(
    await compose('earshot-app', '--file', file, '--profile', 'check', 'config'),
  ) as {
    services: Record<string, { networks?: Record<string, unknown> }>;
  };
  expect(Object.keys(services)).toEqual(expect.arrayContaining(['app', 'earshot', 'player', 'cdn']));
  for (const name of ['app', 'earshot'])
    expect(Object.keys(services[name]!.networks ?? {}), name).toEqual(['lab']);
});

test('the lab beside an app answers it, and the check of the page says what a browser makes of it', async ({
  stack: { project },
}, info) => {
  test.skip(!asksAll, 'npm run test:all brings it up');
  test.setTimeout(20 * 60_000);
  const file = await writeApp(info.outputPath('app'));
  const own = (...args: string[]) => compose(project, '--file', file, '--profile', 'check', ...args);
  try {
    // The lab is up already, by the same names.
    await own('up', '--detach', '--build', '--no-deps', '--no-recreate', 'app');
    const ask = `fetch('http://app.test:8080').then((a) => a.text()).then((songs) => fetch(songs + '/tone.mp3'))
      .then(({ status, headers }) => console.log(status, headers.get('access-control-allow-origin')))`;
    expect(await own('exec', 'app', 'node', '-e', ask)).toBe('200 *\n');
    await own('build', 'earshot');
    const said = await own('run', '--rm', '--no-deps', 'earshot', ...check.split(' '));
    expect(said).toContain('chromium: readable');
  } finally {
    await own('rm', '--force', '--stop', 'app');
  }
});
