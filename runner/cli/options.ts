import { InvalidArgumentError, Option } from 'commander';
import { defaultPortBase, portSpan } from '../../model/topology';
import { engines, type Engine } from '../browsers/session';

function parsePortBase(value: string): number {
  const port = Number(value);
  const last = 65_535 - portSpan;
  if (Number.isInteger(port) && (port === 0 || (port >= 1024 && port <= last))) return port;
  throw new InvalidArgumentError(`want 0 (free ports) or a port from 1024 to ${last}.`);
}

/** `--port-base`, with a default that suits the command. */
export const portBaseOption = (fallback: number): Option =>
  new Option('--port-base <port>', "the first of the lab's ports; 0 takes free ones")
    .argParser(parsePortBase)
    .default(fallback, fallback === 0 ? 'free ones' : String(defaultPortBase));

const isEngine = (name: string): name is Engine => (engines as readonly string[]).includes(name);

function parseEngines(value: string): Engine[] {
  const names = value.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !isEngine(name));
  if (unknown !== undefined) throw new InvalidArgumentError(`"${unknown}" is none of ${engines.join(', ')}.`);
  return [...new Set(names.filter(isEngine))];
}

export const browserOption = (): Option =>
  new Option('--browser <names>', `browsers, separated by commas: ${engines.join(', ')}`)
    .argParser(parseEngines)
    .default(['chromium'], 'chromium');

export const onlyOption = (): Option =>
  new Option(
    '--only <globs...>',
    'only scenarios whose id (page/loader/relation/policy) matches: "http/**", "**/wildcard", claim:4',
  ).default([], 'all');
