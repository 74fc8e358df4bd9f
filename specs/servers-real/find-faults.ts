import type { Wish } from '../../model/advice/recipes/recipe';
import { ask, valuesOf, type Answer } from './ask';

/** What a server is asked, and the status that it must answer with. */
interface Question {
  readonly status: number;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The header of that name; none leaves it as it comes. */
type Host = Readonly<Record<string, string>>;

/** Origins of others, made to slip through a pattern or a comparison that is careless with those of `specs/servers-real/wishes.ts`. */
export const evilOrigins = [
  'https://app.example.evil.example',
  'https://evil-app.example',
  'https://appxexample',
  'https://app.example:444',
  'http://app.example',
  'https://',
  'null',
];

const someone = 'https://someone.example';

async function questionsOf(port: number, host: Host): Promise<Question[]> {
  const first = await ask(port, '/tone.mp3', host);
  const [tag] = valuesOf(first, 'etag');
  const [date] = valuesOf(first, 'last-modified');
  const since = tag === undefined ? { 'If-Modified-Since': date ?? '' } : { 'If-None-Match': tag };
  return [
    { status: 200, path: '/tone.mp3' },
    { status: 206, path: '/tone.mp3', headers: { Range: 'bytes=0-99' } },
    { status: 304, path: '/tone.mp3', headers: since },
    { status: 404, path: '/none.mp3' },
    { status: 416, path: '/tone.mp3', headers: { Range: 'bytes=999999-' } },
  ];
}

const shown = (values: readonly string[]): string => (values.length === 0 ? 'none' : values.join(' | '));

/** What is wrong with one answer: `allowed` is the value it must have, or null if it may have none. */
function faultsOf(answer: Answer, wish: Wish, allowed: string | null): string[] {
  const faults: string[] = [];
  const expectLines = (name: string, wanted: readonly string[]) => {
    const values = valuesOf(answer, name);
    if (shown(values) !== shown(wanted)) faults.push(`${name}: ${shown(values)}, not ${shown(wanted)}`);
  };
  expectLines('Access-Control-Allow-Origin', allowed === null ? [] : [allowed]);
  const credentials = valuesOf(answer, 'Access-Control-Allow-Credentials');
  if (allowed !== null || !wish.credentials)
    expectLines('Access-Control-Allow-Credentials', wish.credentials ? ['true'] : []);
  else if (credentials.length > 1) faults.push(`Access-Control-Allow-Credentials: ${shown(credentials)}`);
  if (allowed !== null) {
    const exposed = valuesOf(answer, 'Access-Control-Expose-Headers').join(', ');
    if (wish.exposeHeaders.some((name) => !exposed.includes(name))) faults.push(`exposes ${exposed}`);
  }
  const vary = valuesOf(answer, 'Vary').join(', ');
  if (wish.origins !== '*' && !/\borigin\b/i.test(vary)) faults.push(`Vary: ${vary}`);
  return faults;
}

/** The value that an origin must get; null if none. */
const allowedTo = ({ origins }: Wish, origin: string | undefined): string | null => {
  if (origins === '*') return '*';
  return origin !== undefined && origins.includes(origin) ? origin : null;
};

const named = (origin: string | undefined): Record<string, string> =>
  origin === undefined ? {} : { Origin: origin };

async function preflightFaults(port: number, wish: Wish, origin: string, host: Host): Promise<string[]> {
  const { requestHeaders, credentials } = wish;
  const asked = {
    ...host,
    Origin: origin,
    'Access-Control-Request-Method': 'GET',
    ...(requestHeaders.length > 0 && { 'Access-Control-Request-Headers': requestHeaders.join(',') }),
  };
  const answer = await ask(port, '/tone.mp3', asked, 'OPTIONS');
  const allowed = allowedTo(wish, origin);
  const faults = faultsOf(answer, { ...wish, exposeHeaders: [] }, allowed);
  const needed = requestHeaders.length > 0 || credentials;
  if (allowed !== null && needed) {
    const names = valuesOf(answer, 'Access-Control-Allow-Headers').join(', ');
    if (answer.status < 200 || answer.status > 299) faults.push('it is refused');
    if (requestHeaders.some((name) => !names.includes(name))) faults.push(`allows the headers ${names}`);
  }
  return faults.map((fault) => `preflight ${answer.status} for ${origin}: ${fault}`);
}

/**
 * Asks a server for all statuses and preflights, as those who are allowed, as others and without an `Origin`, and
 * compares each answer with the wish.
 * @param name of the host that is asked; its address unless said
 * @returns a line for each fault
 */
export async function findFaults(port: number, wish: Wish, name?: string): Promise<string[]> {
  const host: Host = name === undefined ? {} : { Host: `${name}:${port}` };
  const faults: string[] = [];
  const askers = wish.origins === '*' ? [someone, 'null'] : [...wish.origins, ...evilOrigins];
  const questions = await questionsOf(port, host);
  for (const origin of [undefined, ...askers]) {
    for (const { status, path, headers } of questions) {
      const answer = await ask(port, path, { ...host, ...headers, ...named(origin) });
      const found = faultsOf(answer, wish, allowedTo(wish, origin));
      if (answer.status !== status) found.push(`not the status ${status}`);
      faults.push(...found.map((fault) => `${answer.status} for ${origin ?? 'no Origin'}: ${fault}`));
    }
    if (origin !== undefined) faults.push(...(await preflightFaults(port, wish, origin, host)));
  }
  return faults;
}

/** As {@link findFaults}, of the error that a proxy makes itself as the server behind has gone. */
export async function findFaultsOfErrors(port: number, wish: Wish): Promise<string[]> {
  const faults: string[] = [];
  for (const origin of wish.origins === '*' ? [someone] : [...wish.origins, evilOrigins[0]!]) {
    const answer = await ask(port, '/not-asked-before.mp3', named(origin));
    const found = faultsOf(answer, wish, allowedTo(wish, origin));
    if (answer.status < 500) found.push('no error');
    faults.push(...found.map((fault) => `${answer.status} for ${origin}: ${fault}`));
  }
  return faults;
}
