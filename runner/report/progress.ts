import { Presets, SingleBar } from 'cli-progress';
import { shown } from '../../model/http/shown-text';
import type { EngineName } from '../../model/evidence/engine';

interface Progress {
  /** Tells which browser is measured now. */
  readonly browser: (engine: EngineName, version: string, build: string) => void;
  readonly advance: (ended: number) => void;
  readonly end: () => void;
}

/** Shows on stderr how far a run is: a bar on a terminal, a line per browser elsewhere. */
export function startProgress(total: number): Progress {
  const { isTTY } = process.stderr;
  const format = '{bar} {value}/{total} cells  {browser}';
  const bar = isTTY
    ? new SingleBar({ format, stream: process.stderr, clearOnComplete: true }, Presets.shades_grey)
    : null;
  bar?.start(total, 0, { browser: '' });
  let stopped = false;
  return {
    browser(engine, version, build) {
      if (bar) bar.update({ browser: `${engine} ${shown(version)}` });
      else process.stderr.write(`measuring in ${engine} ${shown(version)}, ${shown(build)}\n`);
    },
    advance: (ended) => bar?.increment(ended),
    end() {
      if (!stopped) bar?.stop();
      stopped = true;
    },
  };
}
