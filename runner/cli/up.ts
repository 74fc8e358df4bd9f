import { Option, type Command } from 'commander';
import { pino } from 'pino';
import { visibleJson } from '../../model/http/shown-text';
import { defaultPortBase } from '../../model/lab/topology/topology';
import { openLab } from '../lab/open-lab';
import { originsTable } from '../report/origins-table';
import { portBaseOption } from './options';
import { aborted, runCommand } from './run-command';

interface UpOptions {
  readonly portBase: number;
  readonly logLevel: string;
}

export function addUpCommand(program: Command): void {
  program
    .command('up')
    .description('run the embedded lab until Ctrl-C')
    .addOption(portBaseOption(defaultPortBase))
    .addOption(
      new Option('--log-level <level>', 'of the structured log on stderr; debug has every request')
        .choices(['silent', 'info', 'debug'])
        .default('silent'),
    )
    .action(({ portBase, logLevel }: UpOptions) =>
      runCommand(async (signal) => {
        // What a URL or a header holds is not for a terminal to obey.
        const write = (line: string) => void process.stderr.write(visibleJson(line));
        const log = pino({ level: logLevel }, { write });
        const lab = await openLab({ portBase, log });
        process.stdout.write(`${originsTable(lab.ports)}\nCtrl-C ends the lab.\n`);
        await aborted(signal);
        await lab.close();
        return 0;
      }),
    );
}
