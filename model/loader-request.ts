import { loaderSpec, type LoaderName } from './loaders';
import type { ExchangeCase } from './oracle/exchange-case';

/** A request without its URL. */
export type LoaderRequest = Omit<ExchangeCase['request'], 'url_origin' | 'path'>;

/** The request that a loader makes first. */
export function requestOf(loader: LoaderName): LoaderRequest {
  const spec = loaderSpec(loader);
  const plain = { method: 'GET', headers: [], destination: '' } as const;
  const cors = { ...plain, mode: 'cors', credentials: 'same-origin' } as const;
  switch (spec.kind) {
    case 'element':
      // Mode and credentials of a media element come from its crossorigin attribute.
      return { ...cors, destination: 'audio', crossorigin: spec.crossorigin };
    case 'fetch': {
      const { mode, credentials, headers = {} } = spec;
      return { ...plain, mode, credentials, headers: Object.entries(headers) };
    }
    case 'xhr':
      return { ...cors, credentials: spec.withCredentials ? 'include' : 'same-origin' };
    case 'catalog':
      return cors;
    case 'injection':
      return { ...cors, credentials: 'include' };
  }
}
