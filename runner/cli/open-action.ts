import { renderUnicodeCompact } from 'uqr';
import { openLabAt } from '../lab/open-lab';
import { linkHost, linkSession, linkUrl } from '../browsers/link/link-session';
import { serveLink } from '../browsers/link/serve-link';
import { startProgress } from '../report/progress';
import { resultTable } from '../report/result-table';
import { toldOf } from '../report/summary';
import { byAddress, byLocalhost } from '../browsers/session/reach';
import { exitCodeOf, run } from '../measure/run';
import { selectScenarios } from '../measure/select-scenarios';
import { aborted } from './run-command';
import type { Tell } from './tell-result';

export interface OpenOptions {
  readonly only: string[];
  readonly json?: string;
  readonly portBase: number;
  readonly attach?: string;
  readonly host?: string;
}

const everywhere = '0.0.0.0';
const loopback = '127.0.0.1';

/** Measures in the browser that opens the link. @returns the exit code */
export async function openLink(options: OpenOptions, signal: AbortSignal, tell: Tell): Promise<number> {
  const { only, portBase, attach, host } = options;
  const scenarios = selectScenarios(only);
  const reach = host === undefined ? byLocalhost({ https: false }) : byAddress(host);
  const address = host === undefined ? loopback : everywhere;
  const reached = host !== undefined && { reachedBy: [host] };
  const lab = await openLabAt(attach, { portBase, address, ...reached });
  const link = await serveLink({
    address,
    host: linkHost(lab, reach),
    tell: (words) => void process.stderr.write(`${words}\n`),
  });
  signal.addEventListener('abort', link.page.stop, { once: true });
  /** What the page is told at the end, if one came. */
  let words: string | undefined;
  try {
    const url = linkUrl(lab, link, reach);
    process.stderr.write(`${renderUnicodeCompact(url)}\nOpen in any browser: ${url}\nCtrl-C ends the lab.\n`);
    const userAgent = await Promise.race([link.arrived, aborted(signal)]);
    if (userAgent === undefined) return 0;
    words = 'The run failed. The terminal says why.';
    const session = linkSession(link, userAgent, reach);
    const asked = scenarios.filter((scenario) => session.leavesOut?.(scenario) === undefined);
    const progress = startProgress(asked.length);
    const result = await run({
      engines: [session.engine],
      start: () => Promise.resolve(session),
      scenarios,
      lab,
      signal,
      onBrowser: progress.browser,
      onProgress: progress.advance,
    });
    progress.end();
    const { cells, verdicts } = result.stats;
    words = result.interrupted
      ? 'The run was interrupted in the terminal.'
      : `Done: ${cells} loads, ${verdicts.surprise} surprises. The terminal has the table.`;
    await tell({ ...toldOf(result), table: resultTable(result.measurements) });
    return exitCodeOf(result);
  } finally {
    if (words !== undefined) await link.page.end(words);
    await link.close();
    await lab.close();
  }
}
