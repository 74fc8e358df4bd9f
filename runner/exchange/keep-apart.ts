import { askingOf } from '../../model/judge/exchange-quirks/asking';
import { asksSiteOnTop } from '../../model/judge/exchange-quirks/firefox-sites';
import { loadsOf, waysOf, type ExchangeCase } from '../../model/standards/exchange-case';
import { targetsOf } from './script-of-load';
import { partitionsPerProfile } from './exchange-page';
import { isMedia } from '../../model/standards/media-destination';

/** A case at its place in the file, and where it is played so that no other case changes what comes of it. */
export interface PlacedCase {
  readonly place: number;
  readonly each: ExchangeCase;
  /** Where its redirects lead. No token stands in these URLs, so one case at a time is at each. */
  readonly targets: readonly string[];
  /** Cases of one profile share what a browser remembers of a host. */
  readonly profile: string;
  /** Cases of one partition share what it remembers of a URL: answers and preflights. */
  readonly partition: number;
  /** Whether its page is on top of a window of its own, and not in a frame. */
  readonly onTop: boolean;
}

/** What a browser remembers of a host beyond the load: nothing else is played in a profile that got such an answer. */
const lastingHeaders = new Set(['strict-transport-security', 'clear-site-data', 'alt-svc']);
const marksHost = (each: ExchangeCase): boolean => sends(each, (name) => lastingHeaders.has(name));

/** Whether some answer has a header whose name, in small letters, is one of these. */
const sends = (each: ExchangeCase, isWanted: (name: string) => boolean): boolean =>
  waysOf(each).some(({ responses }) =>
    responses.some(({ headers }) => headers.some(([name]) => isWanted(name.toLowerCase()))),
  );

/** Whether a browser may have cookies of a case. */
const setsCookies = (each: ExchangeCase): boolean =>
  loadsOf(each).some(({ request }) => isMedia(request.destination) || request.credentials !== 'omit') &&
  sends(each, (name) => name === 'set-cookie');

const cachingHeaders = new Set([
  'cache-control',
  'expires',
  'last-modified',
  'etag',
  'pragma',
  'age',
  'date',
]);
/** Kept even if no header says how long. */
const keptStatuses = new Set([300, 301, 308, 410]);

/** Whether a browser may remember something of the URLs that redirects led to: an answer, a preflight, media. */
function marksTargets(each: ExchangeCase): boolean {
  const { request, responses, then } = each;
  if (then && then.length > 0) return true;
  const { destination, method } = request;
  const { mode, headers } = askingOf(each);
  const maybePreflight = mode === 'cors' && (headers.length > 0 || !['GET', 'HEAD', 'POST'].includes(method));
  return (
    isMedia(destination) ||
    maybePreflight ||
    responses
      .filter(({ for: name }) => name !== 'redirect-1' && name !== 'preflight')
      .some(
        ({ status, headers: lines }) =>
          keptStatuses.has(status) || lines.some(([name]) => cachingHeaders.has(name.toLowerCase())),
      )
  );
}

const counted = (values: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

/**
 * Places cases so that none meets what a browser remembers of another. Those that leave nothing at a URL that others
 * are led to, too, share the first partition.
 */
export function keepApart(cases: readonly ExchangeCase[]): PlacedCase[] {
  const led = cases.map((each) => [...new Set(targetsOf(each))]);
  const visits = counted(led.flat());
  /** The first partition in which each URL is unknown. */
  const unknownFrom = new Map<string, number>();
  return cases.map((each, place) => {
    const targets = led[place]!;
    const isAlone = marksHost(each) || setsCookies(each);
    const onTop = setsCookies(each) || each.page.serviceWorker != null || waysOf(each).some(asksSiteOnTop);
    if (isAlone) return { place, each, targets, profile: `alone-${place}`, partition: 0, onTop };
    const shared = targets.filter((target) => visits.get(target)! > 1);
    const partition =
      shared.length > 0 && marksTargets(each)
        ? Math.max(...shared.map((target) => unknownFrom.get(target) ?? 1))
        : 0;
    if (partition > 0) shared.forEach((target) => unknownFrom.set(target, partition + 1));
    return {
      place,
      each,
      targets,
      profile: `${onTop ? 'on-top' : 'shared'}-${Math.floor(partition / partitionsPerProfile)}`,
      partition: partition % partitionsPerProfile,
      onTop,
    };
  });
}
