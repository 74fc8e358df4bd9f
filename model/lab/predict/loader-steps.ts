import type { Hop } from '../plan/cells';
import { isNamed, type Again, type Ask, type AskedFile, type Beside, type Fallback } from '../loaders/loader';
import { loaderOf, type SingleLoaderName } from '../loaders/loaders';
import type { Loader } from '../loaders/probe-task';
import type { CdnAnswer } from '../policies/predict-answer';
import { playIfAllowed } from '../../standards/allowed-to-play';
import { allowsInlineScript } from '../../standards/content-security-policy';
import { keepAnswers } from '../../standards/keep-answers';
import { keepPreloaded } from '../../standards/preload';
import { createRequest, type AskedRequest } from '../../standards/request';
import { extractEssence } from '../../http/mime-type';
import { parseUrl } from '../../http/url';
import { isStreamPart } from '../topology/stream';
import { knownFiles, namedFiles, type Came } from './asked-files';
import { hostOf } from './lab-servers';
import { load } from './load';
import { isOfPlayedType, playWhatCame } from './play-what-came';
import { blocked, type Conclusion, type Loaded, type Setting } from './setting';
import { isMedia } from '../../standards/media-destination';

/** The rest of a file that comes in parts: what an element may put together (https://html.spec.whatwg.org/multipage/media.html#verify-a-media-response). */
function loadRest(setting: Setting, asked: AskedRequest, target: string, first: Loaded): Conclusion {
  const hop = setting.hops[0]!;
  const rest = hop.policy.parts?.rest;
  if (rest === undefined || first.heard.outcome === 'blocked') return first.heard;
  const { policy } = hop;
  const handsOn: Hop = {
    server: hop.server,
    policy: { ...policy, redirect: { status: 302, to: 'same-server', policy } },
  };
  // Another range than the one that is stored.
  const later = {
    ...setting,
    answers: keepAnswers<CdnAnswer>(setting.rules.cache, setting.client),
    played: new Map(),
    hops: rest === 'here' ? [hop] : [handsOn, hop],
  };
  const { fetched, heard } = load(later, asked, target, 'tone.wav');
  if (heard.outcome === 'blocked' || fetched?.failure !== null || first.fetched?.failure !== null)
    return heard;
  const isMixed = fetched.url.origin !== first.fetched.url.origin && fetched.tainting === 'opaque';
  return isMixed ? blocked('mixed-origins') : first.heard;
}

/** An injected script sends what it read to its collector. */
function collect({ cell, client, wire }: Setting): void {
  const collector = parseUrl(cell.collector ?? '');
  if (!collector) return;
  const { scheme } = collector;
  const { origin } = client;
  wire.push({ method: 'POST', scheme, host: hostOf(collector), origin, session: false, status: 204 });
}

/** https://html.spec.whatwg.org/multipage/links.html#preload: what comes is kept for a request of the very same kind. */
function keep({ preloaded }: Setting, asked: AskedRequest, target: string, loaded: Loaded): void {
  const [request, url] = [createRequest(asked), parseUrl(target)];
  if (request && url) keepPreloaded(preloaded, url, request, loaded);
}

/** One request of a loader. @param naming the file that names others, if one came */
function ask(setting: Setting, { file, request }: Ask, naming: Came | undefined, isElement: boolean) {
  const place = isNamed(file) ? naming && namedFiles[file](setting, naming) : knownFiles[file](setting);
  if (!place) return undefined;
  const there = { ...setting, hops: place.hops };
  const loaded = load(there, request, place.url, place.file);
  const heard = isElement ? loadRest(there, request, place.url, loaded) : loaded.heard;
  return { ...loaded, heard, url: place.url };
}

/** Whether script is told of a network error: nothing came that it may read, or not all of it. */
const isNetworkError = ({ fetched, heard }: Loaded): boolean =>
  fetched?.failure !== null || heard.reason === 'network';

/** Whether a library takes what came for nothing, and asks again. */
function comesToNothing(loaded: Loaded, { afterNetworkError, fromStatus }: Again): boolean {
  const { fetched } = loaded;
  if (!fetched) return false;
  if (isNetworkError(loaded)) return afterNetworkError;
  return fetched.failure === null && fromStatus !== null && fetched.answer.status >= fromStatus;
}

/** One request of a loader, and those that its library makes again by itself: what comes of the last. */
function askOften(setting: Setting, each: Ask, naming: Came | undefined, { plays, again }: Loader) {
  let asked = ask(setting, each, naming, plays === 'element');
  for (let left = again?.times ?? 0; left > 0 && asked && comesToNothing(asked, again!); left--)
    asked = ask(setting, each, naming, plays === 'element');
  return asked;
}

/** What keeps a library from asking for a song whose type it wants to know first; null where nothing does. */
function refusedByType(setting: Setting, each: Ask, loader: Loader): Conclusion | null {
  const head = { ...each, request: { ...each.request, method: 'HEAD' } };
  const isUseless = (asked: Loaded): boolean => loader.again !== null && comesToNothing(asked, loader.again);
  let told = askOften(setting, head, undefined, loader);
  if (told && isUseless(told)) told = askOften(setting, each, undefined, loader);
  if (told?.fetched?.failure !== null || isUseless(told)) return told?.heard ?? blocked('request-invalid');
  // It asks once more for one that says none.
  if (extractEssence(told.fetched.answer.headers) === null) askOften(setting, head, undefined, loader);
  return isOfPlayedType(told.fetched.answer) ? null : blocked('decode');
}

/** Whether the page is over https and the song is not: libraries that look at that do not even try by script. */
function isMixed({ cell, client }: Setting): boolean {
  const url = parseUrl(cell.url);
  return client.url?.scheme === 'https' && url?.scheme === 'http';
}

/** What comes of a request by an element after one that was refused; the page that does not hear it is left with the refusal. */
const fallBack = (refused: Conclusion, came: Conclusion, { isHeard }: Fallback): Conclusion =>
  isHeard ? came : refused;

/** What comes of one load: its requests in order, as far as each gets what it needs of the one before. */
export function predictLoad(setting: Setting, name: SingleLoaderName): Conclusion {
  const loader = loaderOf(name);
  const { asks, injected, plays, preloads, suspended, fallback, together, untilOnePlays } = loader;
  const askBy = ({ ask: each }: Fallback | Beside): Conclusion =>
    ask(setting, each, undefined, isMedia(each.request.destination))?.heard ?? blocked('request-invalid');
  if (injected && !allowsInlineScript(setting.client.policies)) return blocked('csp');
  if (fallback && isMixed(setting)) return askBy(fallback);
  const refusal = loader.typed ? refusedByType(setting, asks[0]!, loader) : null;
  if (refusal) return refusal;
  let heard: Conclusion = blocked('request-invalid');
  let naming: Came | undefined;
  let isNamingHeard = false;
  const done = new Set<AskedFile>();
  for (const each of asks) {
    if (untilOnePlays && heard.outcome !== 'blocked') break;
    const goesOn = together && !done.has(each.file) ? isNamingHeard : heard.outcome !== 'blocked';
    if (isNamed(each.file) && !goesOn) break;
    done.add(each.file);
    const loaded = askOften(setting, each, naming, loader);
    if (!loaded) break;
    const { fetched, url } = loaded;
    heard =
      isStreamPart(each.file) && loaded.heard.outcome !== 'readable'
        ? { ...loaded.heard, part: each.file }
        : loaded.heard;
    if (!isNamed(each.file)) isNamingHeard = heard.outcome !== 'blocked';
    if (preloads) keep(setting, each.request, url, loaded);
    heard = playWhatCame(setting, loader, { fetched, heard }, () => askBy(loader.beside!));
    if (fallback && isNetworkError(loaded)) heard = fallBack(heard, askBy(fallback), fallback);
    if (fetched?.failure !== null) continue;
    if (injected) collect(setting);
    if (!isNamed(each.file)) naming = fetched;
  }
  const { client, trace } = setting;
  const stands = suspended || (plays === 'context' && !client.isAllowedToPlay);
  if (stands && heard.outcome !== 'blocked') return { outcome: 'opaque', reason: 'context-suspended' };
  return plays === 'element' || plays === 'media-source'
    ? playIfAllowed(client, 'audio', heard, trace)
    : heard;
}
