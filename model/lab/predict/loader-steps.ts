import type { Hop } from '../plan/cells';
import { requestOf, type LoaderRequest } from '../loaders/loader-request';
import { singleSpec, type SingleLoaderName } from '../loaders/loaders';
import { allowsInlineScript } from '../../standards/content-security-policy';
import { keepPreloaded } from '../../standards/preload';
import { createRequest } from '../../standards/request';
import { parseUrl } from '../../http/url';
import { pageSpec } from '../topology/pages';
import { policyOf } from '../policies';
import { hostOf } from './lab-servers';
import { load } from './load';
import { loadStream } from './load-stream';
import { blocked, type Conclusion, type Loaded, type Setting } from './setting';

/** The article's button: a catalog that script may read, then the song that it names. */
function getAndLoad(setting: Setting, url: string): Conclusion {
  const { fetched, heard } = load(setting, requestOf('fetch-same-origin'), url, 'songs');
  if (fetched?.failure !== null || fetched.answer.status > 299) return heard;
  const last = setting.hops.slice(fetched.sent.filter(({ kind }) => kind === 'request').length - 1);
  const song = { ...setting, hops: last };
  return load(song, requestOf('audio-anonymous'), `${fetched.url.origin}/song.mp3`, 'song.mp3').heard;
}

/** A script in a page of the same site, which reads with credentials and sends off what it read. */
function injectScript(setting: Setting, url: string): Conclusion {
  const { cell, client, wire } = setting;
  if (!allowsInlineScript(client.policies)) return blocked('csp');
  const { heard, fetched } = load(setting, requestOf('injected-script'), url, 'tone.mp3');
  const collector = parseUrl(cell.collector ?? '');
  if (fetched?.failure === null && collector) {
    const { origin } = client;
    const { scheme } = collector;
    wire.push({ method: 'POST', scheme, host: hostOf(collector), origin, session: false, status: 204 });
  }
  return heard;
}

/** https://html.spec.whatwg.org/multipage/links.html#preload: what comes is kept for a request of the very same kind. */
function preload(setting: Setting, loader: SingleLoaderName, target: string, file: string): Loaded {
  const asked = requestOf(loader);
  const loaded = load(setting, asked, target, file);
  const [request, url] = [createRequest(asked), parseUrl(target)];
  if (request && url) keepPreloaded(setting.preloaded, url, request, loaded);
  return loaded;
}

/** An element that plays one song after the other; nothing of the first is left for the second. */
function swap(setting: Setting, loader: SingleLoaderName, ownSongLast: boolean): Conclusion {
  const { cell } = setting;
  const home: Hop = { server: pageSpec(cell.scenario.page).server, policy: policyOf('none') };
  const loads = [
    () => load(setting, requestOf(loader), cell.url, 'tone.mp3'),
    () => load({ ...setting, hops: [home] }, requestOf(loader), cell.ownSong ?? '', 'song.mp3'),
  ];
  const [, last] = (ownSongLast ? loads : loads.reverse()).map((each) => each());
  return last!.heard;
}

/** The rest of a file that comes in parts: what an element may put together (https://html.spec.whatwg.org/multipage/media.html#verify-a-media-response). */
function loadRest(setting: Setting, asked: LoaderRequest, target: string, first: Loaded): Conclusion {
  const hop = setting.hops[0]!;
  const rest = hop.policy.parts?.rest;
  if (rest === undefined || first.heard.outcome === 'blocked') return first.heard;
  const { policy } = hop;
  const handsOn: Hop = {
    server: hop.server,
    policy: { ...policy, redirect: { status: 302, to: 'same-server', policy } },
  };
  // Another range than the one that is stored.
  const later = { ...setting, cache: new Map(), hops: rest === 'here' ? [hop] : [handsOn, hop] };
  const { fetched, heard } = load(later, asked, target, 'tone.wav');
  if (heard.outcome === 'blocked' || fetched?.failure !== null || first.fetched?.failure !== null)
    return heard;
  const isMixed = fetched.url.origin !== first.fetched.url.origin && fetched.tainting === 'opaque';
  return isMixed ? blocked('mixed-origins') : first.heard;
}

export function predictLoad(setting: Setting, loader: SingleLoaderName): Conclusion {
  const { cell, hops } = setting;
  const spec = singleSpec(loader);
  const { kind } = spec;
  const file = hops[0]!.policy.file ?? 'tone.mp3';
  if (kind === 'preload' && spec.as === 'audio') return blocked('request-invalid');
  if (kind === 'preload') return preload(setting, loader, cell.url, file).heard;
  if (kind === 'swap') return swap(setting, loader, spec.order === 'own-song-last');
  if (kind === 'catalog') return getAndLoad(setting, cell.url);
  if (kind === 'injection') return injectScript(setting, cell.url);
  if (kind === 'hls') return loadStream(setting, loader, cell.url);
  const first = load(setting, requestOf(loader), cell.url, file);
  const heard = kind === 'element' ? loadRest(setting, requestOf(loader), cell.url, first) : first.heard;
  const isSilenced = kind === 'element' && spec.suspended && heard.outcome !== 'blocked';
  return isSilenced ? { outcome: 'opaque', reason: 'context-suspended' } : heard;
}
