import type { EngineName } from '../../model/evidence/engine';
import { parseUrl } from '../../model/http/url';
import { addressSpaceAt, requestUrl, waysOf, type ExchangeCase } from '../../model/standards/exchange-case';
import { addressSpaceOf, usualAddressSpace, type AddressSpace } from '../../model/standards/ip-address-space';
import { isAddress } from '../browsers/session/network';
import { redirectTargets } from '../../servers/exchange/script';

/** A host and port, and the address space that a browser is to take it to be in. */
export interface Place {
  readonly host: string;
  readonly port: number;
  readonly space: AddressSpace;
}

/** Whether a page is at a public address by its very URL: its browser must take it to be there. */
const isAtPublicAddress = (origin: string): boolean => usualAddressSpace(parseUrl(origin)) === 'public';

/** Whether it matters to a case where its page and servers are. */
export const namesSpace = (each: ExchangeCase): boolean =>
  waysOf(each).some(
    ({ page, request, responses }) =>
      isAtPublicAddress(page.origin) ||
      request.targetAddressSpace != null ||
      page.addressSpace != null ||
      page.permissions != null ||
      responses.some(({ addressSpace }) => addressSpace != null),
  );

const defaultPorts: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

const placeOf = ({ hostname, port, protocol }: URL, space: AddressSpace): Place => ({
  host: hostname,
  port: port === '' ? (defaultPorts[protocol] ?? 0) : Number(port),
  space,
});

const isAt = (one: Place, host: string, port: number): boolean => one.host === host && one.port === port;

/** The same host on the default port of the other scheme, which an upgrade leads to, where nothing else is there. */
const twinsOf = (places: readonly Place[]): Place[] =>
  places.flatMap((place) => {
    const port = { 80: 443, 443: 80 }[place.port];
    return port === undefined || places.some((other) => isAt(other, place.host, port))
      ? []
      : [{ ...place, port }];
  });

/** Where page and servers of a case are. */
const placesOf = (each: ExchangeCase): Place[] => waysOf(each).flatMap(placesOfWay);

/**
 * Where page and servers on a way are. A server of which nobody knows where it is counts as a public one, since the oracle
 * refuses nothing there.
 */
function placesOfWay({ page, request, responses }: ExchangeCase): Place[] {
  const own = URL.parse(page.origin);
  const places = own ? [placeOf(own, page.addressSpace ?? usualAddressSpace(parseUrl(page.origin)))] : [];
  let url = URL.parse(requestUrl(request));
  for (let hop = 1; url && hop <= responses.length; hop += 1) {
    const space = addressSpaceAt(responses, hop) ?? addressSpaceOf({ host: url.hostname }) ?? 'public';
    places.push(placeOf(url, space));
    const answer =
      responses.find(({ for: name }) => name === `redirect-${hop}`) ??
      responses.find(({ for: name }) => name === 'actual');
    url = answer ? (redirectTargets(answer, url.href)[0] ?? null) : null;
  }
  return [...places, ...twinsOf(places)];
}

/** Firefox is told which ports lead elsewhere, whatever the host; Chromium which port of which host. */
const sharesSocket = (engine: EngineName, one: Place, other: Place): boolean =>
  engine === 'firefox' ? one.port === other.port : isAt(one, other.host, other.port);

const conflict = (engine: EngineName, some: readonly Place[], others: readonly Place[]): boolean =>
  some.some((one) => others.some((other) => one.space !== other.space && sharesSocket(engine, one, other)));

/** Why a browser cannot be told where page and servers of a case are; undefined if it can. */
export function whyNoSpaces(each: ExchangeCase, engine: EngineName): string | undefined {
  const places = placesOf(each);
  if (engine === 'webkit') return 'WebKitGTK cannot be told that a page is at a public address';
  if (engine === 'firefox' && places.some(({ host }) => isAddress(host) && host !== '127.0.0.1'))
    return 'only a proxy leads it to another address than 127.0.0.1, and of what comes through one it cannot tell where that is';
  return conflict(engine, places, places)
    ? `${engine} cannot be told of ${engine === 'firefox' ? 'one port' : 'one host and port'} that it is in two address spaces`
    : undefined;
}

/** Cases that can be played in one browser, where no socket is in two address spaces at once. */
export interface SpacedCases {
  readonly cases: readonly ExchangeCase[];
  /** Those that are not on this machine. */
  readonly movedPlaces: readonly Place[];
}

/** Puts cases together that a browser can be told of at once. */
export function batchesOf(cases: readonly ExchangeCase[], engine: EngineName): SpacedCases[] {
  const batches: { cases: ExchangeCase[]; places: Place[] }[] = [];
  for (const each of cases) {
    const places = placesOf(each);
    const batch = batches.find((some) => !conflict(engine, some.places, places));
    if (batch) {
      batch.cases.push(each);
      batch.places.push(...places);
    } else batches.push({ cases: [each], places });
  }
  return batches.map(({ cases: some, places }) => ({
    cases: some,
    movedPlaces: places.filter(
      ({ space, host, port }, i) =>
        space !== 'loopback' && places.findIndex((one) => isAt(one, host, port)) === i,
    ),
  }));
}
