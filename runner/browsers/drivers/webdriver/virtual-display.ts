import type { Readable } from 'node:stream';
import { withTimeout } from '../../../waiting/with-timeout';
import { startChild } from './child-process';

const startBound = 30_000;

interface VirtualDisplay {
  /** For the variable DISPLAY. */
  readonly name: string;
  readonly kill: () => void;
}

/** Starts an X server without a screen, on a display that it chooses itself. */
export async function startVirtualDisplay(): Promise<VirtualDisplay> {
  const screen = ['-screen', '0', '1280x720x24', '-nolisten', 'tcp'];
  const xvfb = startChild('Xvfb', ['-displayfd', '3', ...screen], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const answer = xvfb.process.stdio[3] as Readable;
  const number = new Promise<string>((resolve) => {
    let text = '';
    answer.setEncoding('utf8').on('data', (some: string) => {
      text += some;
      if (text.includes('\n')) resolve(text.trim());
    });
  });
  try {
    const shown = Promise.race([number, xvfb.ended]);
    return { name: `:${await withTimeout(startBound, 'Xvfb named no display', shown)}`, kill: xvfb.kill };
  } catch (error) {
    xvfb.kill();
    throw error;
  }
}
