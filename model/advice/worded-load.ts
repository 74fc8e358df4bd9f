import { isTrustworthy } from '../http/url';
import type { WordedLoad } from '../judge/wordings/wording';
import type { Client } from '../standards/client';
import { violatedDirective, type ViolatedDirective } from '../standards/content-security-policy';
import type { Reason } from '../standards/reason';
import { createRequest, type AskedRequest } from '../standards/request';
import { unsafeHeaderNames } from '../standards/safelist';
import type { LastFetch } from '../standards/trace';
import type { Api } from './edits/request-edits';
import { isMedia } from '../standards/media-destination';

/** A load that failed, as it is known after its prediction. */
interface FailedLoad {
  readonly reason: Reason | null;
  readonly client: Client;
  readonly request: AskedRequest;
  /** What the page asks for. */
  readonly url: string;
  readonly api: Api | null;
  readonly last: LastFetch | null;
}

/** How messages call what makes a request. */
function nameOf(api: Api | null, { destination }: AskedRequest): WordedLoad['api'] {
  if (isMedia(destination)) return destination;
  return api === 'xhr' || api === 'hls' ? 'XMLHttpRequest' : 'fetch';
}

/** The directive of the page's policies that refuses the URL at which a fetch ended; null if none does. */
export function directiveAgainst(
  { policies, url: self }: Client,
  { destination }: AskedRequest,
  urls: LastFetch['urls'],
): ViolatedDirective | null {
  const [url] = urls.slice(-1);
  const kind = isMedia(destination) ? destination : '';
  return url ? violatedDirective(policies, kind, url, self, urls.length - 1) : null;
}

/** What the messages of browsers say of a load. */
export function wordedLoad({ reason, client, request, url, api, last }: FailedLoad): WordedLoad {
  const made = createRequest(request);
  const hrefs = last?.urls.map(({ href }) => href) ?? [url];
  const [ended = url] = hrefs.slice(-1);
  const violated = last && directiveAgainst(client, request, last.urls);
  return {
    api: nameOf(api, request),
    mode: made?.mode ?? 'cors',
    origin: client.origin,
    page: `${client.url?.origin ?? client.origin}/`,
    // Messages name what the page asks for, not what it is upgraded to.
    urls: [hrefs[0] ?? url, reason === 'mixed-content' ? ended.replace(/^https:/, 'http:') : ended],
    isPreflight: last?.kind === 'preflight',
    method: made?.method ?? request.method,
    unsafeHeaders: unsafeHeaderNames(made?.headers ?? []),
    answer: last?.answer ?? null,
    isSecureContext: client.url !== null && isTrustworthy(client.url),
    addressSpace: last?.addressSpace ?? null,
    targetAddressSpace: made?.targetAddressSpace ?? null,
    directive: violated && {
      text: [violated.name, ...violated.sources].join(' '),
      name: violated.name,
      standsFor: violated.standsFor,
    },
  };
}
