import { parseUrl } from '../http/url';
import { isPreflight, type SeenExchange } from '../judge/diagnosis/replay';
import type { Answer, ExchangeCase, NamedAnswer } from '../standards/exchange-case';
import type { AddressSpace } from '../standards/ip-address-space';
import { locationUrl } from '../standards/http-redirect-fetch';
import type { AskedRequest } from '../standards/request';
import type { DirectAnswer } from './direct-answer';
import { isMedia } from '../standards/media-destination';

/** The request that an answer is for, as exchanges name it: `preflight`, `redirect-1`, `actual`, … */
export function answerName(answer: Answer, url: string, hop: number, isOfPreflight: boolean): string {
  if (isOfPreflight) return hop === 1 ? 'preflight' : `preflight-${hop}`;
  const parsed = parseUrl(url);
  return parsed && locationUrl(answer, parsed) ? `redirect-${hop}` : 'actual';
}

/** The answers that a browser got, each by the request that it answers. */
function seenAnswers(wire: readonly SeenExchange[]): NamedAnswer[] {
  let hop = 1;
  return wire.map((seen): NamedAnswer => {
    const answer = { status: seen.status ?? 0, headers: seen.responseHeaders };
    const name = answerName(answer, `${seen.scheme}://${seen.host}${seen.path}`, hop, isPreflight(seen));
    if (name.startsWith('redirect-')) hop += 1;
    return { for: name, ...answer };
  });
}

/** The answers to one question, by hops, and to a preflight, as if a browser had got them. */
const directAnswers = (direct: readonly DirectAnswer[], question: DirectAnswer['question']): NamedAnswer[] =>
  direct
    .filter((each) => each.question === question || each.question === 'preflight')
    .map(({ question: asked, status, headers, url, hop }) => {
      const answer = { status: status ?? 0, headers };
      return { for: answerName(answer, url, hop, asked === 'preflight'), ...answer };
    });

interface Load {
  readonly page: ExchangeCase['page'];
  readonly request: AskedRequest;
  readonly url: string;
  readonly wire: readonly SeenExchange[];
  readonly direct: readonly DirectAnswer[];
  /** Where its servers are; what their URLs tell, if it is absent. */
  readonly addressSpace?: AddressSpace | undefined;
}

/**
 * A load as an exchange: what the browser was answered, and where it did not get that far, what the server answers to
 * whoever asks directly.
 */
export function exchangeOf({ page, request, url, wire, direct, addressSpace }: Load): ExchangeCase {
  const { mode, credentials, method, headers, destination, crossorigin } = request;
  const asked = { mode, credentials, method, headers, destination, crossorigin };
  const seen = seenAnswers(wire);
  const asks = isMedia(request.destination) ? 'range' : 'page';
  const known = [...seen, ...directAnswers(direct, asks), ...directAnswers(direct, 'page')];
  const byName = new Map<string, NamedAnswer>();
  for (const answer of known) if (!byName.has(answer.for)) byName.set(answer.for, answer);
  return {
    id: 'load',
    // The page that is checked stands on this machine, whatever it is called, unless somebody says otherwise.
    page: { ...page, addressSpace: page.addressSpace ?? 'loopback' },
    request: { ...asked, url_origin: url, path: '' },
    responses: [...byName.values()].map((answer) => ({ ...answer, ...(addressSpace && { addressSpace }) })),
  };
}
