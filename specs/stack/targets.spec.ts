import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { parse } from 'yaml';
import { projectRoot } from '../support/compose';

const read = (...path: string[]) => readFileSync(join(projectRoot, ...path), 'utf8');

/** The stages of the Dockerfile: the name of each, what it is made from, and its instructions. */
const stages = read('Dockerfile')
  .split(/^FROM /m)
  .slice(1)
  .map((text) => {
    const [first = '', ...lines] = text
      .replace(/^ *#.*\n/gm, '')
      .replace(/\\\n/g, '')
      .split('\n');
    const [from = '', , name = ''] = first.split(' ');
    return { name, from, lines: lines.filter((line) => line !== '') };
  });
const stageOf = (name: string) => stages.find((stage) => stage.name === name)!;

test('every target that a page, a manifest or Compose builds is one of the Dockerfile', () => {
  const pages = readdirSync(join(projectRoot, 'docs')).filter((name) => name.endsWith('.md'));
  const files = [...pages.map((name) => `docs/${name}`), 'docker-compose.yml', 'deploy/run-shards.sh'];
  const named = files.flatMap((file) =>
    [...read(file).matchAll(/(?:--target|target:) (\w+)/g)].map(([, target]) => target!),
  );
  expect([...new Set(named)].sort()).toEqual(['cli', 'server', 'specs']);
  expect(stages.map(({ name }) => name)).toEqual(expect.arrayContaining(named));
});

test('the image of the command line has the packed package beside a browser, and runs as nobody in particular', () => {
  const { from, lines } = stageOf('cli');
  // No image of this project below it: nothing of the sources, and none of the tools.
  expect(stages.map(({ name }) => name)).not.toContain(from);
  expect(lines.filter((line) => line.startsWith('COPY'))).toEqual(['COPY --from=package /package /package']);
  expect(lines.join('\n')).toMatch(/apt-get install --yes --no-install-recommends chromium\b/);
  expect(lines.join('\n')).toMatch(/npm install --ignore-scripts .*\/package\/earshot-\*\.tgz/);
  expect(lines.filter((line) => line.startsWith('USER'))).toEqual(['USER node']);
  expect(lines).toContain('ENTRYPOINT ["earshot"]');
  expect(stageOf('package').lines.at(-1)).toContain('npm pack --pack-destination /package');
  const { files } = JSON.parse(read('package.json')) as { files: readonly string[] };
  const ignore = read('.dockerignore').split('\n');
  // What is packed has to reach the engine.
  for (const room of new Set(files.map((path) => path.split('/')[0]!)))
    expect.soft(ignore).toContain(room.endsWith('.md') ? '!*.md' : `!${room}`);
});

test('beside an app, Compose builds the image of the command line from the clone', () => {
  const [, snippet = ''] = /^```yaml\n(include: .*?)^```$/ms.exec(read('docs', 'stack.md')) ?? [];
  const { include, services } = parse(snippet) as {
    include: string[];
    services: Record<string, { build: unknown; networks: unknown }>;
  };
  expect(include).toEqual(['../earshot/docker-compose.yml']);
  expect(services.earshot!.build).toEqual({ context: '../earshot', target: 'cli' });
  expect(Object.keys(services)).toEqual(['app', 'earshot']);
});
