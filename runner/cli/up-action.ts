import { pino } from 'pino';
import { visibleJson } from '../../model/http/shown-text';
import { openLab } from '../lab/open-lab';
import { originsTable } from '../report/origins-table';
import { aborted } from './run-command';

export interface UpOptions {
  readonly portBase: number;
  readonly logLevel: string;
}

/** Runs the lab until the signal is aborted. */
export async function up({ portBase, logLevel }: UpOptions, signal: AbortSignal): Promise<number> {
  // What a URL or a header holds is not for a terminal to obey.
  const write = (line: string) => void process.stderr.write(visibleJson(line));
  const log = pino({ level: logLevel }, { write });
  const lab = await openLab({ portBase, log });
  process.stdout.write(`${originsTable(lab.ports)}\nCtrl-C ends the lab.\n`);
  await aborted(signal);
  await lab.close();
  return 0;
}
