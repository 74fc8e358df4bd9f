import { z } from 'zod';
import type { EngineName } from '../../model/evidence/engine';
import { isAllowedToPlay } from '../../model/standards/allowed-to-play';
import { clientOf } from '../../model/standards/client';
import { loadsOf, waysOf, type ExchangeCase } from '../../model/standards/exchange-case';
import { isMedia } from '../../model/standards/media-destination';
import { isInaudible } from '../../model/standards/media-volume';
import { hasIpAddress, isHttp, isSchemelesslySameSite, parseUrl } from '../../model/http/url';
import { shown, shownValue } from '../../model/http/shown-text';
import { parseJson } from '../given/json';
import { firstLineOf } from '../failures/lab-failure';
import { issueWords } from '../given/issue-words';
import { UsageError } from '../failures/usage-error';
import { isPlayedAsShipped } from './as-shipped';
import { exchange, type FileCase } from './exchange-schema';
import { readText } from './read-text';

/** @throws UsageError where two cases have one id */
function checkIds(cases: readonly ExchangeCase[], name: string): void {
  const places = new Map<string, number>();
  cases.forEach(({ id }, place) => {
    const first = places.get(id);
    if (first !== undefined)
      throw new UsageError(
        `Failed to read ${name}: at [${place}].id, ${shownValue(id)}: [${first}] has this id too. Give each case an id of its own`,
      );
    places.set(id, place);
  });
}

const exchanges = z.array(exchange);

/**
 * Parses the text of an exchange file: a JSON array of cases. `name` is the file's, safe to show.
 * @throws UsageError that names the place, the value seen and what is wanted
 */
export function parseExchangeFile(content: string, name: string): FileCase[] {
  let json: unknown;
  try {
    json = parseJson(content);
  } catch (error) {
    throw new UsageError(`Failed to read ${name}: it is no JSON: ${shown(firstLineOf(error))}`);
  }
  const parsed = exchanges.safeParse(json);
  if (parsed.success) {
    checkIds(parsed.data, name);
    return parsed.data;
  }
  const words = issueWords({ issue: parsed.error.issues[0]!, value: json, schema: exchanges });
  throw new UsageError(`Failed to read ${name}: ${words}`);
}

/**
 * Reads an exchange file; `-` is standard input.
 * @throws UsageError where it cannot be read, or is not one
 */
export async function readExchangeFile(file: string): Promise<FileCase[]> {
  return parseExchangeFile(await readText(file), file === '-' ? 'standard input' : shown(file));
}

const isReal = (origin: string): boolean => {
  const url = parseUrl(origin);
  if (url === null || !isHttp(url) || url.path !== '/') return false;
  return /(^|\.)(test|localhost)$/.test(url.host) || hasIpAddress(url);
};

/** Whether a page makes an `about:blank` of another origin than its own: a sandbox is handed on, and opaque origins differ. */
const cannotFill = (page: ExchangeCase['page']): boolean =>
  page.documents?.includes('about:blank') === true &&
  clientOf({ ...page, documents: null }).origin === 'null';

/** Whether a page with a `Document-Isolation-Policy` makes a `blob` where its origin is opaque: that ends Chromium 156. */
function endsChromium(page: ExchangeCase['page']): boolean {
  const place = (page.documents ?? []).indexOf('blob');
  const maker = { ...page, documents: page.documents?.slice(0, place) };
  const { origin, embedderPolicy } = clientOf({ ...maker, coep: null });
  return place !== -1 && origin === 'null' && embedderPolicy !== null;
}

/** Whether the sound of an element of a case is kept from beginning for want of a click. */
const isSilent = (each: ExchangeCase): boolean =>
  !isAllowedToPlay(each.page) &&
  loadsOf(each).some(({ request }) => isMedia(request.destination) && !isInaudible(request));

/** Whether a script gets a body through a service worker that is reset: Chromium 156 tells it neither the end nor an error. */
const neverEnds = ({ page, ...loads }: ExchangeCase): boolean =>
  page.serviceWorker != null &&
  waysOf({ page, ...loads }).some(
    ({ request, responses }) =>
      !isMedia(request.destination) && responses.some(({ body }) => body === 'reset'),
  );

/** Whether what a server of the page's own site says of itself may lead a request to https. */
function isUpgradedAtHome({ page, ...loads }: ExchangeCase): boolean {
  const home = parseUrl(page.origin);
  const ways = waysOf({ page, ...loads });
  const values = ways.flatMap(({ responses }) => responses.flatMap(({ headers }) => headers));
  if (!values.some(([name]) => name.toLowerCase() === 'strict-transport-security')) return false;
  const named = [
    ...ways.map(({ request }) => request.url_origin),
    ...values.flatMap(([name, value]) => (name.toLowerCase() === 'location' ? [value] : [])),
  ].map((text) => parseUrl(text));
  return named.some((url) => home && url?.scheme === 'http' && isSchemelesslySameSite(home, url));
}

/** Why a real browser cannot be given a case: its origins have to lead to this machine, and its page has to last; undefined if it can. */
export function whyNotPlayable(each: ExchangeCase, engine?: EngineName): string | undefined {
  if (engine === 'chromium' && endsChromium(each.page))
    return 'a blob made where the origin is opaque, under a Document-Isolation-Policy, ends the browser';
  if (engine === 'chromium' && neverEnds(each))
    return 'a body that is reset on its way through a service worker never ends for a script';
  if (engine === 'firefox' && isUpgradedAtHome(each))
    return 'it takes Strict-Transport-Security of a server whose certificate it trusts by itself, and here it is told to trust any';
  if (engine === 'webkit' && each.http === '2') return 'HTTP/2 is spoken to Chromium and Firefox alone';
  if (isSilent(each) && !isPlayedAsShipped(each, engine))
    return 'its page is not allowed to play, and all sound begins where it would be played: only Chromium is asked so, for a page without policies, documents and a worker of its own';
  if (cannotFill(each.page)) return 'a page without an origin cannot fill an about:blank';
  const asked = waysOf(each).map(({ request }) => request.url_origin);
  const { origin } = each.page;
  const origins = origin === 'null' ? asked : [origin, ...asked];
  const unreal = origins.find((origin) => !isReal(origin));
  return unreal === undefined
    ? undefined
    : `its origin ${shownValue(unreal)} is not http or https with a host under .test or .localhost, or an IP address`;
}
