import { hostName, originOf, type Domain, type Ports, type Scheme } from '../topology/topology';
import type { Policy } from './policy';
import type { HeaderLine } from '../../http/headers';

/** Under which names and ports a CDN knows the player. */
export interface Surroundings {
  readonly domain: Domain;
  readonly ports: Ports;
  /** A host whose pages, at the default ports, take the place of the lab's own player. */
  readonly app?: string | undefined;
}

/** The player's origin over http and https, and its host with its port. */
export function playerOf({ domain, ports, app }: Surroundings): Readonly<Record<Scheme | 'host', string>> {
  if (app !== undefined) return { http: `http://${app}`, https: `https://${app}`, host: app };
  return {
    http: originOf(ports, 'player', 'http', domain),
    https: originOf(ports, 'player', 'https', domain),
    host: `${hostName('player', domain)}:${ports.player.http}`,
  };
}

/** The value of a header line with its placeholders filled in. */
function fillIn(value: string, origin: string | null, surroundings: Surroundings): string {
  if (!value.includes('{')) return value;
  const { http, https, host } = playerOf(surroundings);
  return value
    .replaceAll('{player}', http)
    .replaceAll('{player-https}', https)
    .replaceAll('{player-host}', host)
    .replaceAll('{origin}', () => origin ?? '');
}

/** The lines that a policy has a request answered with, filled in: those of its preflight, or its own. */
export function filledLines(
  { preflight, headers = [], headersWithOrigin = [] }: Policy,
  { isPreflight, origin }: { readonly isPreflight: boolean; readonly origin: string | null },
  surroundings: Surroundings,
): HeaderLine[] {
  const own = origin === null ? headers : [...headers, ...headersWithOrigin];
  const lines = isPreflight && preflight ? (preflight.headers ?? []) : own;
  return lines.map(([name, value]) => [name, fillIn(value, origin, surroundings)]);
}

/** Characters that a filled value may have; a placeholder that comes again and again multiplies what it stands for. */
export const maxFilledValue = 8_192;
/** Characters that all filled lines of an answer may have together. */
export const maxFilledLines = 16_384;

/** The line with which an answer gets too long; undefined if it does not. A CDN answers 431 instead. */
export function lineTooLong(lines: readonly HeaderLine[]): HeaderLine | undefined {
  let total = 0;
  return lines.find(([name, value]) => {
    total += name.length + value.length;
    return value.length > maxFilledValue || total > maxFilledLines;
  });
}
