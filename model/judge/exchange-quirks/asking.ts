import type { ExchangeCase } from '../../standards/exchange-case';
import { isMedia } from '../../standards/media-destination';

type Asking = Pick<ExchangeCase['request'], 'mode' | 'credentials' | 'headers'>;

/** What of a request decides at servers: of that of the page, or of the one that its service worker makes in its stead. */
export function askingOf({ page, request }: ExchangeCase): Asking {
  const { serviceWorker: worker } = page;
  if (!worker) return request;
  const isNew = worker.fetches === 'url';
  const ofElement = request.crossorigin === 'anonymous' ? 'same-origin' : 'include';
  const ofPage = isMedia(request.destination) ? ofElement : request.credentials;
  return {
    mode: worker.mode ?? (isNew ? 'cors' : request.mode),
    credentials: worker.credentials ?? (isNew ? 'same-origin' : ofPage),
    headers: worker.headers ?? (isNew ? [] : request.headers),
  };
}
