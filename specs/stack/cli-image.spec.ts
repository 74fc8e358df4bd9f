import { mkdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { asksAll } from '../support/asks-all';
import { docker, projectRoot } from '../support/compose';
import { buildPlayer, followGuide } from '../support/guided-project';
import { runDocker } from './run-docker';
import { expect, test } from './stack-fixture';

const image = 'earshot-specs-cli';
const read = (...path: string[]) => readFileSync(join(projectRoot, ...path), 'utf8');

test.describe('the image of the command line', () => {
  test.skip(!asksAll, 'npm run test:all builds it');
  // The turn of the stack: building brings containers up and down.
  test.beforeAll(async ({ stack }) => {
    test.setTimeout(20 * 60_000);
    expect(stack.project).toBeDefined();
    await docker('build', '--target', 'cli', '--tag', image, '.');
  });

  let server: Server;
  test.beforeAll(async () => {
    const song = readFileSync(join(projectRoot, 'servers', 'audio', 'files', 'cdn', 'tone.mp3'));
    server = createServer(({ url }, res) => {
      const open = url === '/open.mp3' && { 'Access-Control-Allow-Origin': '*' };
      res.writeHead(200, { 'Content-Type': 'audio/mpeg', 'Content-Length': song.length, ...open });
      res.end(song);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  test.afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const page = ['--page', 'https://app.example', '--loader', 'fetch-same-origin'];
  const url = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  const isolated = [
    '--cap-drop',
    'ALL',
    '--security-opt',
    'no-new-privileges',
    '--read-only',
    '--tmpfs',
    '/tmp',
  ];

  test('it is the command line of the package, without root', async () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    expect(await runDocker(image, '--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
    expect((await runDocker('--entrypoint', 'id', image, '-un')).stdout).toBe('node\n');
    expect((await runDocker('--entrypoint', 'ls', image, '/opt/earshot/node_modules')).stdout).not.toMatch(
      /^(ts-node|typescript|rolldown)$/m,
    );
  });

  test('a check in it has a real browser, without a capability or a disk', async () => {
    const reached = ['--network', 'host', ...isolated, image, 'check'];
    const green = await runDocker(...reached, url('/open.mp3'), ...page);
    expect(green.code, green.stderr).toBe(0);
    expect(green.stdout).toContain('chromium: readable');
    const red = await runDocker(...reached, url('/closed.mp3'), ...page);
    expect(red.code, red.stderr).toBe(1);
    expect(red.stdout).toContain('chromium: blocked (allow-origin-missing)');
  });

  test('reports are left in the folder that is mounted, as whoever runs it', async ({}, info) => {
    const folder = info.outputPath('mounted');
    await mkdir(folder, { recursive: true });
    const own = ['--user', `${process.getuid!()}:${process.getgid!()}`, '--volume', `${folder}:/work`];
    const check = ['check', url('/open.mp3'), ...page, '--junit', 'junit.xml'];
    const { code, stderr } = await runDocker('--network', 'host', ...own, image, ...check);
    expect(code, stderr).toBe(0);
    expect(await readFile(join(folder, 'junit.xml'), 'utf8')).toContain('<testsuite');
  });

  test('a suite of your own runs in it, on its Node', async ({}, info) => {
    const folder = info.outputPath('suite');
    followGuide(folder);
    await buildPlayer(folder);
    expect((await runDocker('--entrypoint', 'node', image, '--version')).stdout).toMatch(/^v24\./);
    // Below the package, so that its modules are found.
    const inside = '/opt/earshot/suite';
    const own = ['--user', `${process.getuid!()}:${process.getgid!()}`, '--env', 'HOME=/tmp'];
    const place = ['--volume', `${folder}:${inside}`, '--workdir', inside, '--entrypoint', 'playwright'];
    const suite = ['test', '--project', 'chromium', '--reporter', 'list'];
    const { code, stdout } = await runDocker(...own, ...place, image, ...suite);
    expect(code, stdout).toBe(0);
    expect(stdout).toContain('6 passed');
  });
});
