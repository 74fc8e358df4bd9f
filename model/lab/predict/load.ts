import { isJavaScript } from '../../http/mime-type';
import type { Fetched } from '../../standards/fetch-state';
import { useOf } from '../../standards/freshness';
import { conclude } from '../../standards/predict';
import { consumePreloaded } from '../../standards/preload';
import { createRequest, type AskedRequest, type FetchedRequest } from '../../standards/request';
import { fetchThroughWorker } from '../../standards/service-worker';
import { parseUrl } from '../../http/url';
import { labAddressSpaceOf } from '../topology/page-client';
import type { Body } from '../policies/predict-answer';
import { behindCache, labServers } from './lab-servers';
import { blocked, type Conclusion, type Loaded, type Setting } from './setting';
import { isMedia } from '../../standards/media-destination';

/** What becomes of an answer that script may read, or an element may play: is the tone found in it? */
function listen(
  request: FetchedRequest,
  fetched: Fetched,
  body: Body | undefined,
  heard: Conclusion,
): Conclusion {
  if (heard.outcome === 'blocked' || fetched.failure !== null) return heard;
  const isElement = isMedia(request.destination);
  const isModule = request.destination === 'audioworklet';
  // What a connection leaves that ends too early is an error to an element, be it behind what it has played.
  if (isElement && body === 'cut') return blocked('network');
  if (isElement) return body === 'noise' ? blocked('decode') : heard;
  if (heard.outcome === 'opaque') return heard;
  const { status } = fetched.answer;
  if (status === 401) return blocked('auth');
  if (status > 299) return blocked('http-status');
  if (body === 'cut' && request.method !== 'HEAD') return blocked('network');
  // https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-single-module-script, 13.
  if (isModule && !isJavaScript(fetched.answer.headers)) return blocked('decode');
  return body === 'noise' ? blocked('decode') : heard;
}

/**
 * The name under which browsers keep what an element has played for another one, as long as it is fresh: they share media
 * data beside the HTTP cache, which keeps no part of a file without a strong validator. Null for what no element asks for.
 */
const playedKey = ({ destination, mode, credentials }: FetchedRequest, url: string): string | null =>
  isMedia(destination) ? `${url} ${mode} ${credentials}` : null;

const isLasting = ({ fetched, heard }: Loaded): boolean =>
  heard.outcome !== 'blocked' && fetched?.failure === null && useOf(fetched.answer) === 'fresh';

/** One request of the cell, unless an element has played the same, and what script gets of it. */
export function load(setting: Setting, asked: AskedRequest, target: string, file: string): Loaded {
  const request = createRequest(asked);
  const key = request && playedKey(request, target);
  const known = key === null ? undefined : setting.played.get(key);
  if (known) return known;
  const loaded = loadAnew(setting, asked, target, file);
  if (key !== null && isLasting(loaded)) setting.played.set(key, loaded);
  return loaded;
}

/** Opaque-response blocking (https://github.com/whatwg/fetch/pull/1755) lets no error through to an element: nobody reads it to its end. */
const isErrorToElement = ({ destination }: FetchedRequest, fetched: Fetched): boolean =>
  isMedia(destination) &&
  fetched.failure === null &&
  fetched.tainting === 'opaque' &&
  fetched.answer.status > 299;

function loadAnew(setting: Setting, asked: AskedRequest, target: string, file: string): Loaded {
  const { client, preloaded, preflights, trace } = setting;
  const request = createRequest(asked, trace);
  const url = parseUrl(target);
  if (!request || !url) return { fetched: null, heard: blocked('request-invalid') };
  const known = consumePreloaded(preloaded, url, request);
  if (known) return known;
  const bodies: Body[] = [];
  const servers = Object.assign(behindCache(setting, labServers(setting, file), bodies), {
    addressSpaceOf: labAddressSpaceOf,
  });
  const fetched = fetchThroughWorker(client, request, url, servers, trace, preflights);
  if (fetched.failure !== null || isErrorToElement(request, fetched)) setting.answers.forget(fetched.sent);
  // Nobody answers where the browser looks, because the page's own scheme made it look there.
  const isUpgraded = url.scheme === 'http' && fetched.sent[0]?.url.scheme === 'https';
  const isUnanswered = fetched.failure === 'network' || fetched.failure === 'preflight-unanswered';
  if (isUnanswered && isUpgraded) return { fetched, heard: blocked('mixed-content') };
  const { outcome, reason, visibleHeaders } = conclude(request, fetched, trace);
  const heard = listen(request, fetched, bodies.at(-1), { outcome, reason });
  return { fetched, heard: { ...heard, showsRange: visibleHeaders.includes('content-range') } };
}
