import { execFile } from 'node:child_process';
import { projectRoot } from '../support/compose';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `docker run --rm <args>` to its end, whatever it ends with. @throws Error where Docker does not start */
export const runDocker = (...args: readonly string[]): Promise<Ended> =>
  new Promise((resolve, reject) => {
    execFile('docker', ['run', '--rm', ...args], { cwd: projectRoot }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number')
        reject(new Error(`Failed to start docker: ${error.message}`));
      else resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
