import { Presets, SingleBar } from 'cli-progress';
import { shown } from '../../model/http/shown-text';
import type { EngineName } from '../../model/evidence/engine';
import { terminalWidth } from './terminal-width';

interface Progress {
  /** Tells which browser is measured now. */
  readonly browser: (engine: EngineName, version: string, build: string) => void;
  readonly advance: (ended: number) => void;
  readonly end: () => void;
}

/** How often a run says how far it is, where there is no terminal; in milliseconds. */
const pause = 10_000;

/** What stands beside the bar, in columns. */
const besideBar = 40;

interface ProgressOptions {
  readonly stream?: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>;
  readonly every?: number;
}

/** Shows on stderr how far a run is: a bar on a terminal; elsewhere a line per browser, and one each ten seconds. */
export function startProgress(
  total: number,
  { stream = process.stderr, every = pause }: ProgressOptions = {},
): Progress {
  return stream.isTTY ? barOf(total) : linesOf(total, stream, every);
}

function barOf(total: number): Progress {
  const barsize = Math.min(Math.max((terminalWidth() ?? 80) - besideBar, 8), 40);
  const format = '{bar} {value}/{total} cells  {browser}';
  const options = { format, stream: process.stderr, clearOnComplete: true, barsize };
  const bar = new SingleBar(options, Presets.shades_grey);
  bar.start(total, 0, { browser: '' });
  let stopped = false;
  return {
    browser: (engine, version) => bar.update({ browser: `${engine} ${shown(version)}` }),
    advance: (ended) => bar.increment(ended),
    end() {
      if (!stopped) bar.stop();
      stopped = true;
    },
  };
}

function linesOf(total: number, stream: Pick<NodeJS.WriteStream, 'write'>, every: number): Progress {
  let [done, told] = [0, 0];
  const timer = setInterval(() => {
    // A run that stands still says so too.
    const still = done === told ? ', none since the last line' : '';
    stream.write(`${done} of ${total} cells${still}\n`);
    told = done;
  }, every).unref();
  return {
    browser: (engine, version, build) =>
      void stream.write(`measuring in ${engine} ${shown(version)}, ${shown(build)}\n`),
    advance: (ended) => void (done += ended),
    end: () => clearInterval(timer),
  };
}
