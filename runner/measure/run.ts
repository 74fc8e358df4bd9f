import { exitCodes } from '../failures/exit-codes';
import { type Measurement } from '../../model/evidence/measurement';
import { verdicts, type Verdict } from '../../model/evidence/verdict';
import type { LoaderName } from '../../model/lab/loaders/loaders';
import { allScenarios } from '../../model/scenarios';
import type { Scenario } from '../../model/scenarios/build/scenario';
import { labNetwork } from '../browsers/session/network';
import { whyNotHere } from '../lab/check-pages';
import type { LabAddress } from '../lab/lab-address';
import { sessionOf } from '../browsers/session/launched-browser';
import type { BrowserSession, Profile } from '../browsers/session/session';
import type { EngineName } from '../../model/evidence/engine';
import { LabFailure } from '../failures/lab-failure';
import { measure, type MeasureOptions } from './measure';

/** What starts a browser, loaded if one is to be started. */
const launcher = () => require('../browsers/launch') as typeof import('../browsers/launch');

type Counts = Readonly<Record<Verdict, number>>;

/** A scenario that a browser cannot be asked, and why. */
export interface LeftOut {
  readonly id: string;
  readonly engine: EngineName;
  readonly why: string;
}

export interface RunResult {
  /** A player of somebody's own that loaded, in the place of a loader. */
  readonly player?: { readonly file: string; readonly as: LoaderName };
  /** It was interrupted, and these are the measurements that it had. */
  readonly interrupted?: true;
  /** Why it ended before the last browser: one that did not start after others had been measured. */
  readonly endedBy?: string;
  readonly measurements: readonly Measurement[];
  readonly leftOut: readonly LeftOut[];
  readonly stats: {
    readonly cells: number;
    readonly seconds: number;
    readonly cellsPerSecond: number;
    readonly verdicts: Counts;
    readonly browsers: readonly {
      readonly engine: EngineName;
      readonly version: string;
      readonly build: string;
      /** The conditions under which its verdicts hold. */
      readonly profile: Profile;
    }[];
  };
}

interface RunOptions {
  readonly engines: readonly EngineName[];
  /** Starts the browser. Default: launch one installed on this machine. */
  readonly start?: (engine: EngineName) => Promise<BrowserSession>;
  readonly scenarios: readonly Scenario[];
  readonly lab: LabAddress;
  readonly policyFor?: NonNullable<MeasureOptions['policyFor']>;
  readonly ownPlayer?: string | undefined;
  readonly signal?: AbortSignal;
  readonly onBrowser?: (engine: EngineName, version: string, build: string) => void;
  readonly onProgress?: (ended: number) => void | Promise<void>;
}

const count = (measurements: readonly Measurement[], verdict: Verdict): number =>
  measurements.filter((each) => each.verdict === verdict).length;

/** 2 where the lab failed or nothing was measured, else 1 where a browser did something else than expected, else 0. */
export function exitCodeOf({ stats, interrupted, endedBy }: RunResult): number {
  if (interrupted) return exitCodes.interrupted;
  if (endedBy !== undefined || stats.verdicts.inconclusive > 0 || stats.cells === 0)
    return exitCodes.labFailed;
  return stats.verdicts.surprise > 0 ? exitCodes.surprise : exitCodes.asPredicted;
}

/**
 * Measures scenarios in one browser after the other. Aborted, it returns what it has.
 * @throws LabFailure where a browser cannot be started and nothing was measured before
 */
export async function run({
  engines,
  scenarios,
  lab,
  start,
  policyFor,
  ownPlayer,
  signal,
  onBrowser,
  onProgress,
}: RunOptions): Promise<RunResult> {
  if (!start) launcher().checkBrowsers(engines);
  const launch = async (engine: EngineName) =>
    sessionOf(engine, await launcher().launchBrowser(engine, labNetwork(lab)), lab);
  const started = performance.now();
  const measurements: Measurement[] = [];
  const leftOut: LeftOut[] = [];
  const browsers: RunResult['stats']['browsers'][number][] = [];
  let endedBy: string | undefined;
  for (const engine of engines) {
    if (signal?.aborted) break;
    const begun = await (start ?? launch)(engine).catch((error: unknown) => {
      if (!signal?.aborted && (measurements.length === 0 || !(error instanceof LabFailure))) throw error;
      return error as Error;
    });
    if (begun instanceof Error) {
      if (!signal?.aborted) endedBy = begun.message;
      break;
    }
    const session = begun;
    const end = () => void session.close().catch(() => undefined);
    signal?.addEventListener('abort', end, { once: true });
    try {
      if (signal?.aborted) break;
      const { version, build, profile, leavesOut } = session;
      onBrowser?.(engine, version, build);
      browsers.push({ engine, version, build, profile });
      const asked = scenarios.filter((scenario) => {
        const why = leavesOut?.(scenario) ?? whyNotHere(scenario);
        if (why !== undefined) leftOut.push({ id: scenario.id, engine, why });
        return why === undefined;
      });
      const { ports, secret, hosts } = lab;
      measurements.push(
        ...(await measure({
          scenarios: asked,
          suite: allScenarios(),
          session,
          ports,
          secret,
          ...(policyFor && { policyFor }),
          ...(ownPlayer !== undefined && { ownPlayer }),
          ...(hosts && { hosts }),
          ...(signal && { signal }),
          ...(onProgress && { onProgress }),
        })),
      );
    } finally {
      signal?.removeEventListener('abort', end);
      await session.close().catch(() => undefined);
    }
  }
  const seconds = (performance.now() - started) / 1000;
  const cells = measurements.length;
  const counts = Object.fromEntries(verdicts.map((each) => [each, count(measurements, each)])) as Counts;
  return {
    ...(signal?.aborted && { interrupted: true as const }),
    ...(endedBy !== undefined && { endedBy }),
    measurements,
    leftOut,
    stats: { cells, seconds, cellsPerSecond: cells / seconds, verdicts: counts, browsers },
  };
}
