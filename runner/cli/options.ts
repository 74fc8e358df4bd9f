import { isIPv4 } from 'node:net';
import { InvalidArgumentError, Option } from 'commander';
import { defaultPortBase, portSpan } from '../../model/lab/topology/topology';
import { engineNames, type EngineName } from '../../model/evidence/engine';
import { remoteBrowserNames, type RemoteBrowserName } from '../browsers/drivers/webdriver/remote-browsers';
import { shown } from '../../model/http/shown-text';
import { meant } from '../given/nearest';
import { UsageError } from '../failures/usage-error';

function parsePortBase(value: string): number {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  const last = 65_535 - portSpan;
  if (port === 0 || (port >= 1024 && port <= last)) return port;
  throw new InvalidArgumentError(`want 0 (free ports) or a port from 1024 to ${last}.`);
}

/** `--port-base`, with a default that suits the command. */
export const portBaseOption = (fallback: number): Option =>
  new Option('--port-base <port>', "the first of the lab's ports; 0 takes free ones")
    .argParser(parsePortBase)
    .default(fallback, fallback === 0 ? 'free ones' : String(defaultPortBase));

/** Addresses that lead to no machine: all interfaces, and everybody. */
const nowhere = new Set(['0.0.0.0', '255.255.255.255']);
/** https://www.rfc-editor.org/rfc/rfc1123#section-2.1 */
const isName = (value: string): boolean =>
  value.length <= 253 &&
  value.split('.').every((label) => /^(?!-)[a-z\d-]{1,63}$/i.test(label) && !label.endsWith('-'));

/**
 * An IPv4 address or a name: what a link may have between its scheme and its port. A name whose last part is a number
 * would be read as an address.
 */
export function parseHost(value: string): string {
  const isAddress = isIPv4(value) && !nowhere.has(value);
  const read = isName(value) ? URL.parse(`http://${value}`)?.hostname : undefined;
  if (isAddress || (!isIPv4(value) && read === value.toLowerCase())) return value;
  throw new InvalidArgumentError('want an IPv4 address or a name of this machine, such as 192.168.1.5.');
}

const isBrowserName = (name: string): name is RemoteBrowserName =>
  (remoteBrowserNames as readonly string[]).includes(name);

function parseBrowsers(value: string): RemoteBrowserName[] {
  const names = value.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !isBrowserName(name));
  if (unknown !== undefined)
    throw new InvalidArgumentError(
      `"${shown(unknown)}" is none of ${engineNames.join(', ')}; with a WebDriver also ${remoteBrowserNames.join(', ')}.${meant(unknown, remoteBrowserNames)}`,
    );
  return [...new Set(names.filter(isBrowserName))];
}

export const browserOption = (): Option =>
  new Option('--browser <names>', `browsers, separated by commas: ${engineNames.join(', ')}`)
    .argParser(parseBrowsers)
    .default(['chromium'], 'chromium');

const isEngine = (name: string): name is EngineName => (engineNames as readonly string[]).includes(name);

/** @throws UsageError where a browser is named that only a WebDriver starts */
export function enginesOf(names: readonly RemoteBrowserName[]): EngineName[] {
  const remote = names.find((name) => !isEngine(name));
  if (remote !== undefined)
    throw new UsageError(
      `Failed to start ${remote}: without --webdriver there are only ${engineNames.join(', ')}. Start its driver, and give its URL`,
    );
  return names.filter(isEngine);
}

function parseUrl(value: string): string {
  if (/^https?:/.test(value) && URL.canParse(value)) return value.replace(/\/$/, '');
  throw new InvalidArgumentError('want the URL of a WebDriver, such as http://127.0.0.1:4444.');
}

export const webdriverOption = (): Option =>
  new Option(
    '--webdriver <url>',
    `let the WebDriver at this URL start the browser: ${remoteBrowserNames.join(', ')}`,
  ).argParser(parseUrl);

function parseCapabilities(value: string): Record<string, unknown> {
  try {
    const capabilities: unknown = JSON.parse(value);
    if (typeof capabilities === 'object' && capabilities !== null && !Array.isArray(capabilities))
      return capabilities as Record<string, unknown>;
  } catch {
    // Told below.
  }
  throw new InvalidArgumentError('want a JSON object.');
}

export const capabilitiesOption = (): Option =>
  new Option('--capabilities <json>', 'what else the WebDriver is asked for, as a JSON object').argParser(
    parseCapabilities,
  );

/** The name of a file, or `-`. One that begins with a dash is an option whose value was forgotten. */
export function parseFileName(value: string): string {
  if (value === '') throw new InvalidArgumentError('want the name of a file.');
  if (value.startsWith('-') && value !== '-')
    throw new InvalidArgumentError(`want the name of a file; if it is one, write ./${shown(value)}.`);
  return value;
}

export const reportOption = (flags: string, title: string): Option =>
  new Option(flags, title).argParser(parseFileName);

export const jsonFileOption = (title: string): Option => reportOption('--json <file>', title);

export const onlyOption = (): Option =>
  new Option(
    '--only <globs...>',
    'only scenarios whose id (page/loader/relation/policy) matches: "http/**", "**/wildcard"; claim:4 is suite 4 of "npx earshot list"',
  ).default([], 'all');

/** More cells than these are told suite by suite, unless --full asks for all of them. */
export const mostInFull = 500;
