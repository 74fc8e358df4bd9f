import { spawn } from 'node:child_process';

/** The variable that marks what belongs to a folder of ours: all processes that have inherited it. */
export const ownerVariable = 'EARSHOT_OWN_FOLDER';

/** The folder in a folder of ours that a browser has its profile in. */
export const profileName = 'profile';

/**
 * Waits for a line, which says that all is well; without one its other end is gone, however it ended. Then it ends the
 * process group $1 and all that inherited the variable, in eight seconds at most: a browser that ends by itself, as Chromium
 * does then, or is asked to, removes files of its own. And it removes the folder $2, with that
 * in which Chromium has a socket, which a link in its profile leads to. Where there is no /proc, the variable
 * finds nobody.
 */
const watch = `read -r word && exit
[ -z "$1" ] || kill -s KILL -- "-$1"
[ -n "$2" ] || exit
owned() { grep -lszxF "${ownerVariable}=$2" /proc/[0-9]*/environ | tr -dc '0-9\\n'; }
for second in 1 2 3 4 5 6 7 8; do
  ids=$(owned "$@")
  [ -n "$ids" ] || break
  [ "$second" -lt 4 ] || kill $ids
  sleep 1
done
ids=$(owned "$@")
[ -z "$ids" ] || kill -s KILL $ids
socket=$(readlink -- "$2/${profileName}/SingletonSocket")
case $socket in
*/org.chromium.Chromium.??????/SingletonSocket) rm -rf -- "\${socket%/*}" ;;
esac
rm -rf -- "$2" || { sleep 1; rm -rf -- "$2"; }`;

interface Owned {
  /** A process group. */
  readonly group?: number;
  /** A folder, and the processes that have {@link ownerVariable} with its path. */
  readonly folder?: string;
}

/**
 * Has what this process started end with it, also where it is killed and can see to nothing itself.
 * @returns what calls this off, once all of it has ended
 */
export function endWithUs({ group, folder }: Owned): () => void {
  if (process.platform === 'win32') return () => undefined;
  const watcher = spawn('/bin/sh', ['-c', watch, 'earshot-watch', group ? String(group) : '', folder ?? ''], {
    // It must outlive whatever ends this process, and hold up nobody.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { PATH: process.env.PATH },
    cwd: '/',
  });
  watcher.on('error', () => undefined).unref();
  watcher.stdin.on('error', () => undefined);
  (watcher.stdin as unknown as { unref(): void }).unref();
  return () => watcher.stdin.end('\n');
}
