import type { EngineName } from '../../model/evidence/engine';
import { hasIpAddress, isHttp, parseUrl } from '../../model/http/url';
import { loadsOf, waysOf, type ExchangeCase } from '../../model/standards/exchange-case';
import { isMedia } from '../../model/standards/media-destination';

type Page = ExchangeCase['page'];

/** What a page cannot have besides: there it has to ask for its orders, at another origin, and from the very document that is clicked. */
const besides = [
  'csp',
  'cspMeta',
  'sandbox',
  'documents',
  'serviceWorker',
  'addressSpace',
  'permissions',
] as const satisfies readonly (keyof Page)[];

/** Whether a case is played in a browser that lets sound begin as it ships, once it is clicked as the case says. */
export function isPlayedAsShipped(each: ExchangeCase, engine: EngineName | undefined): boolean {
  const { page } = each;
  const url = parseUrl(page.origin);
  return (
    engine === 'chromium' &&
    page.userActivation != null &&
    url !== null &&
    isHttp(url) &&
    !hasIpAddress(url) &&
    besides.every((name) => page[name] == null) &&
    waysOf(each).every(({ responses }) => responses.every(({ addressSpace }) => addressSpace == null)) &&
    loadsOf(each).some(({ request }) => isMedia(request.destination))
  );
}
