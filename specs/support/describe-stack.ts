import type { Measurement } from '../../model/evidence/measurement';
import { compose, logOf } from './compose';

interface ServiceState {
  readonly ID: string;
  readonly Service: string;
  /** `running`, `exited`, `paused`, … */
  readonly State: string;
  /** `healthy`, `unhealthy` or `starting`; empty without a health check. */
  readonly Health: string;
  readonly ExitCode: number;
}

const linesOfLog = 15;

/** The states of a project's containers. Compose prints one JSON object per line, or, in older versions, one array. */
async function readStates(project: string): Promise<ServiceState[]> {
  const printed = await compose(project, 'ps', '--all', '--format', 'json');
  return printed
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line) => JSON.parse(line) as ServiceState | ServiceState[]);
}

const isWell = ({ State, Health, ExitCode }: ServiceState): boolean =>
  State === 'running' ? Health === 'healthy' || Health === '' : State === 'exited' && ExitCode === 0;

const describeState = ({ State, Health, ExitCode }: ServiceState): string =>
  [State, State === 'exited' ? `with code ${ExitCode}` : Health].filter(Boolean).join(' ');

async function describeService(state: ServiceState): Promise<string> {
  const lines = (await logOf(state.ID, linesOfLog)).trimEnd().split('\n');
  const title = `${state.Service} is ${describeState(state)}. The end of its log:`;
  return [title, ...lines.map((line) => `  ${line}`)].join('\n');
}

/**
 * Tells of each service of a project that is not well, and of those `named`, with the end of its log. Empty if all
 * are well and none is named.
 */
export async function describeServices(project: string, named: readonly string[] = []): Promise<string> {
  const states = await readStates(project);
  const told = states.filter((state) => named.includes(state.Service) || !isWell(state));
  return (await Promise.all(told.map(describeService))).join('\n');
}

/** Tells of the services that were not there for some measurement. */
export function describeLostServers(project: string, measurements: readonly Measurement[]): Promise<string> {
  const lost = measurements.flatMap(({ labError }) => labError?.server ?? []);
  return describeServices(project, [...new Set(lost)]);
}
