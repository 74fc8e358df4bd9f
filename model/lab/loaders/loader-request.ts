import { lastLoadOf, singleSpec, type LoaderName, type SingleLoaderName } from './loaders';
import type { ExchangeCase } from '../../standards/exchange-case';
import type { FetchedRequest } from '../../standards/request';

/** A request without its URL; one of an exchange file goes past no cache. */
export type LoaderRequest = Omit<ExchangeCase['request'], 'url_origin' | 'path'> &
  Pick<FetchedRequest, 'cache'>;

/** The request that a loader makes first; of a sequence, that of its last load. */
export function requestOf(loader: LoaderName | SingleLoaderName): LoaderRequest {
  const spec = singleSpec(lastLoadOf(loader));
  const plain = { method: 'GET', headers: [], destination: '' } as const;
  const cors = { ...plain, mode: 'cors', credentials: 'same-origin' } as const;
  switch (spec.kind) {
    case 'element':
    case 'swap':
      // Mode and credentials of a media element come from its crossorigin attribute.
      return { ...cors, destination: 'audio', crossorigin: spec.crossorigin };
    case 'fetch': {
      const { mode, credentials, headers = {}, cache } = spec;
      return { ...plain, mode, credentials, headers: Object.entries(headers), ...(cache && { cache }) };
    }
    case 'preload': {
      // https://html.spec.whatwg.org/multipage/urls-and-fetching.html#create-a-potential-cors-request
      const { crossorigin } = spec;
      const mode = crossorigin === null ? 'no-cors' : 'cors';
      return { ...plain, mode, credentials: crossorigin === 'anonymous' ? 'same-origin' : 'include' };
    }
    case 'xhr':
    case 'hls':
      // Of a stream, the same request for each part.
      return { ...cors, credentials: spec.withCredentials ? 'include' : 'same-origin' };
    case 'catalog':
      return cors;
    case 'injection':
      return { ...cors, credentials: 'include' };
  }
}
