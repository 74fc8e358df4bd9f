// Checks the types of every room, each with what its programs have at hand: node tools/types.mjs [room …]
//
// By the native compiler, which takes a third of the time. What reads types as data (ESLint, the package's declarations)
// has the compiler that is written in JavaScript.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const native = dirname(fileURLToPath(import.meta.resolve('@typescript/native/package.json')));
const rooms = ['setup', 'model', 'servers', 'apps', 'runner', 'api', 'tools', 'specs'];

const given = process.argv.slice(2);
const failed = (given.length > 0 ? given : rooms).filter((room) => {
  const { status } = spawnSync(process.execPath, [join(native, 'bin', 'tsc'), '-p', join(root, room)], {
    stdio: 'inherit',
  });
  return status !== 0;
});
if (failed.length > 0) {
  console.error(`Types are wrong in: ${failed.join(', ')}`);
  process.exitCode = 1;
}
