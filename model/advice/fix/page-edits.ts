import type { Loader } from '../../lab/loaders/probe-task';
import {
  lastLoadOf,
  loaderNames,
  loaderOf,
  stepsOf,
  type LoaderName,
  type SingleLoaderName,
} from '../../lab/loaders/loaders';
import type { PageId } from '../../lab/topology/pages';
import type { Relation } from '../../lab/topology/relations';
import type { AskedRequest } from '../../standards/request';
import { isSafelistedHeader } from '../../standards/safelist';
import { songLoaders, soundRequestOf } from '../../lab/loaders/song-loaders';
import { soundEdits } from '../edits/sound-edits';
import { playEditsOf, requestEdits, type RequestEdit } from '../edits/request-edits';

/** One change of how a page of the lab loads. */
export interface PageEdit {
  readonly says: string;
  readonly loader?: LoaderName;
  readonly relation?: Relation;
  /** The page of the lab that does so. */
  readonly page?: PageId;
}

/** The loaders of the lab that do one load, and do it as this one does but for the request. */
const kinOf = ({ api, suspended, asks }: Loader): LoaderName[] =>
  loaderNames.filter((name) => {
    const loader = lastLoadOf(name);
    return (
      stepsOf(name).length === 1 &&
      loader.api === api &&
      loader.suspended === suspended &&
      loader.asks[0]?.file === asks[0]?.file &&
      loader.library === null
    );
  });

const keyOf = (
  { destination, mode, credentials, crossorigin, cache }: AskedRequest,
  headers: unknown,
): string => JSON.stringify([destination, mode, credentials, crossorigin, cache, headers]);

/** The loader that makes a request, or else one that makes it without the headers that need no preflight. */
function loaderFor(request: AskedRequest, kin: readonly LoaderName[]): LoaderName | undefined {
  const requestOf = (name: LoaderName) => lastLoadOf(name).asks[0]!.request;
  const bare = request.headers.filter(([name, value]) => !isSafelistedHeader(name, value));
  const find = (headers: unknown) =>
    kin.find((name) => keyOf(requestOf(name), requestOf(name).headers) === keyOf(request, headers));
  return find(request.headers) ?? find(bare);
}

const sameBut = (steps: readonly SingleLoaderName[], place: number) => (other: LoaderName) => {
  const others = stepsOf(other).map(({ loader }) => loader);
  return others.length === steps.length && others.every((each, i) => i === place || each === steps[i]);
};

/** Several loads of one URL share a cache: the last may go past it, or the first ask as the last does. */
function sequenceEdits(name: LoaderName): PageEdit[] {
  const steps = stepsOf(name);
  if (steps.some(({ framed }) => framed)) return [];
  const names = steps.map(({ loader }) => loader);
  const last = names.length - 1;
  const requestAt = (other: LoaderName, place: number) =>
    loaderOf(stepsOf(other)[place]!.loader).asks[0]?.request;
  const reloads = loaderNames
    .filter(sameBut(names, last))
    .filter((other) => requestAt(other, last)?.cache === 'reload')
    .map((loader) => ({
      says: "Go past the browser's cache: fetch(url, { cache: 'reload' }), or ask for a URL of its own",
      loader,
    }));
  const withCors = loaderNames
    .filter(sameBut(names, 0))
    .filter(
      (other) => requestAt(name, 0)?.mode === 'no-cors' && requestAt(other, 0)?.crossorigin === 'anonymous',
    )
    .map((loader) => ({
      says: 'Put crossorigin on the first load as well, so that what is cached came with CORS',
      loader,
    }));
  return [...reloads, ...withCors];
}

/** Other loaders of the same library that ask otherwise, first those that play as it does, and files of its kind. @param requestOf what of a loader's requests counts */
function kinInLibrary(name: LoaderName, requestOf: (name: LoaderName) => AskedRequest): LoaderName[] {
  const { library, plays, asks } = lastLoadOf(name);
  const likenessOf = (other: LoaderName): number => {
    const loader = lastLoadOf(other);
    return Number(loader.plays === plays) + Number(loader.asks[0]?.file === asks[0]?.file);
  };
  const keyOfLoader = (of: LoaderName) => keyOf(requestOf(of), requestOf(of).headers);
  return loaderNames
    .filter((other) => other !== name && lastLoadOf(other).library?.name === library?.name)
    .filter((other) => keyOfLoader(name) !== keyOfLoader(other))
    .toSorted((a, b) => likenessOf(b) - likenessOf(a));
}

/** To set up the library of a loader as another one does. */
function setUpAs(name: LoaderName, other: LoaderName): string {
  const { name: library, option: own } = lastLoadOf(name).library!;
  const { option } = lastLoadOf(other).library!;
  if (option === null) return `Set up ${library} without ${own!}`;
  return `Set up ${library} with ${option}${own === null ? '' : ` in place of ${own}`}`;
}

/** Other ways to set up the same library. */
const libraryEdits = (name: LoaderName): PageEdit[] =>
  kinInLibrary(name, (of) => lastLoadOf(of).asks[0]!.request).map((loader) => ({
    says: setUpAs(name, loader),
    loader,
  }));

/** Another way to set up a library, as a change of the request by which a song is heard. */
export interface LibraryEdit extends RequestEdit {
  readonly loader: LoaderName;
}

/** Other ways to set up the library of one of {@link songLoaders}. */
export const songEdits = (name: LoaderName): LibraryEdit[] =>
  kinInLibrary(name, soundRequestOf)
    .filter((other) => songLoaders.includes(other))
    .map((loader) => ({
      says: setUpAs(name, loader),
      loader,
      apply: () => ({ crossorigin: null, ...soundRequestOf(loader) }),
    }));

/** Other ways to load that a page may take instead of one, the smallest change first. */
export function loaderEdits(name: LoaderName): PageEdit[] {
  if (stepsOf(name).length > 1) return sequenceEdits(name);
  const loader = lastLoadOf(name);
  if (loader.library) return libraryEdits(name);
  const { api } = loader;
  const [ask] = loader.asks;
  if (api === null || !ask) return [];
  const kin = kinOf(loader);
  return requestEdits[api](ask.request).flatMap(({ says, apply }) => {
    const other = loaderFor(apply(ask.request), kin);
    return other === undefined ? [] : [{ says, loader: other }];
  });
}

/** The way to load that gives up reading, so that the song plays; undefined if there is none. */
export function playedLoader(name: LoaderName): PageEdit | undefined {
  const { api, asks } = lastLoadOf(name);
  const [ask] = asks;
  if (api === null || !ask || stepsOf(name).length > 1) return undefined;
  const [edit] = playEditsOf(api, ask.request);
  return edit && { says: edit.says, loader: 'audio' };
}

const overHttps = (relation: Relation): PageEdit => ({
  says: 'Ask the CDN over https, at the place where it speaks it',
  relation,
});

/** Where a page over https finds over https what it asked for over http. */
export const schemeEdits: Readonly<Partial<Record<Relation, PageEdit>>> = {
  'insecure-site': overHttps('other-site'),
  'insecure-only': overHttps('third-site'),
  'insecure-localhost': overHttps('third-site'),
  'other-scheme': overHttps('same-origin'),
};

const clickIn = (page: PageId): PageEdit => ({ says: soundEdits.startOnClick, page });

/** Pages in which sound may not begin, and those that differ in what lets it. */
export const clickEdits: Readonly<Partial<Record<PageId, readonly PageEdit[]>>> = {
  unclicked: [clickIn('clicked')],
  'framed-unclicked': [clickIn('framed-clicked')],
  'framed-parent-clicked': [
    { says: soundEdits.handOnAutoplay, page: 'framed-allowed' },
    clickIn('framed-clicked'),
  ],
  'framed-autoplay-off': [clickIn('framed-clicked')],
};
