import { getHeader } from '../http/headers';
import { isSchemelesslySameSite, parseUrl } from '../http/url';
import { differing, saysOf } from './answers-differ';
import type { DirectAnswer, Question } from './direct-answer';
import {
  allowOriginOf,
  hasAnswer,
  interviewOf,
  placeOf,
  quoted,
  variesByOrigin,
  type Answered,
} from './interview';
import { isKept } from './kept-answer';

/** What a server lets in, or keeps in caches, that it should not; and what it does by chance. */
export const holes = [
  'reflects-any-origin',
  'reflects-any-origin-with-credentials',
  'allows-null',
  'allowlist-suffix',
  'allowlist-prefix',
  'allowlist-dot',
  'allows-http-origin',
  'missing-vary',
  'answers-differ',
] as const;
export type Hole = (typeof holes)[number];

/** A hole, and the answers that show it. */
export interface FoundHole {
  readonly hole: Hole;
  readonly because: readonly DirectAnswer[];
  /** One sentence, without any query or other secret in it. */
  readonly says: string;
}

/** Whether the very origin that asked is allowed: a server that knows it, or does not look. */
const isEchoed = (answer: Answered): boolean =>
  answer.origin !== null && allowOriginOf(answer) === answer.origin;

const withCredentials = ({ headers }: Answered): string =>
  getHeader(headers, 'access-control-allow-credentials') === 'true' ? ', with credentials' : '';

/** Any origin is let in, be it to a part alone: no other hole counts beside it. */
function reflection(answers: readonly Answered[]): FoundHole | null {
  const answer = answers.find(
    (each) => /^unrelated(?:-part|-referer)?$/.test(each.question) && isEchoed(each),
  );
  if (!answer) return null;
  const credentials = withCredentials(answer);
  return {
    hole: credentials === '' ? 'reflects-any-origin' : 'reflects-any-origin-with-credentials',
    because: [answer],
    says: `${placeOf(answer)} lets any page read it${credentials}: it allows whatever ${answer.question === 'unrelated-referer' ? 'Referer' : 'Origin'} says, ${quoted(answer.origin)} too.`,
  };
}

/** A host of the page's own site that ends like the page's, where any subdomain is let in, is meant; the page's over http is not. */
function isMeant(answer: Answered, answers: readonly Answered[], page: string): boolean {
  if (answer.question === 'http') return false;
  const [origin, home] = [parseUrl(answer.origin ?? ''), parseUrl(page)];
  if (!origin || !home || !isSchemelesslySameSite(origin, home)) return false;
  const isSubdomain = (host: string): boolean => host.startsWith('evil.');
  return (
    isSubdomain(origin.host) ||
    answers.some(
      (each) =>
        each.question === 'suffix' && isSubdomain(parseUrl(each.origin ?? '')?.host ?? '') && isEchoed(each),
    )
  );
}

const lists: readonly (readonly [Question, Hole, string])[] = [
  ['suffix', 'allowlist-suffix', 'its rule is not anchored at the start'],
  ['prefix', 'allowlist-prefix', 'its rule is not anchored at the end'],
  ['dot', 'allowlist-dot', 'a dot in its rule stands for any letter'],
  ['http', 'allows-http-origin', 'whoever is between can change a page over http, and read what it may read'],
];

/** Origins that an allow-list takes for the page's. */
function listHoles(answers: readonly Answered[], page: string): FoundHole[] {
  const isAnywhere = (['suffix', 'prefix', 'dot'] as const).every((question) =>
    answers.some((each) => each.question === question && isEchoed(each)),
  );
  return lists.flatMap(([question, hole, words]): FoundHole[] => {
    const answer = answers.find(
      (each) => each.question === question && isEchoed(each) && !isMeant(each, answers, page),
    );
    if (!answer) return [];
    const why =
      isAnywhere && question !== 'http' ? 'its rule looks for a part of the name, wherever it stands' : words;
    const says = `${placeOf(answer)} allows ${quoted(answer.origin)}${withCredentials(answer)}: ${why}.`;
    return [{ hole, because: [answer], says }];
  });
}

/** Any page in a sandboxed frame, and any file, has this origin. */
function nullHole(answers: readonly Answered[]): FoundHole[] {
  const answer = answers.find((each) => allowOriginOf(each) === 'null');
  if (!answer) return [];
  const says = `${placeOf(answer)} allows null${withCredentials(answer)}, which any page can be by a sandboxed frame.`;
  return [{ hole: 'allows-null', because: [answer], says }];
}

/** Questions that differ in `Origin` alone. */
const byOrigin: readonly Question[] = [
  ...(['page', 'target', 'without-origin', 'unrelated', 'fresh', 'fresh-without-origin'] as const),
  ...(['null', 'suffix', 'prefix', 'dot', 'http'] as const),
];
/** Answers of one hop to different origins; those that came past caches, if there are any: a cache may be out of date. */
function comparable(answers: readonly Answered[], { hop, url }: Answered): Answered[] {
  const asked = answers.filter((each) => each.hop === hop && byOrigin.includes(each.question));
  const fresh = asked.filter((each) => each.url !== url);
  return new Set(fresh.map(({ origin }) => origin)).size > 1 ? fresh : asked;
}

const isNeverKept = ({ headers }: Answered): boolean =>
  /\bno-store\b/i.test(getHeader(headers, 'cache-control') ?? '');

/** Kept by a cache, though beside it the server allows the page by its name. */
function isKeptForOthers(answer: Answered, answers: readonly Answered[]): boolean {
  const beside = answers.find((each) => each.question === 'sibling' && isEchoed(each));
  return (
    beside?.hop === answer.hop &&
    beside.origin === answer.origin &&
    isKept(answer) &&
    !isEchoed(answer) &&
    !variesByOrigin(answer)
  );
}

/**
 * Answers depend on `Origin`, and one of them does not tell caches (https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches).
 * Where all have the same value, there is nothing to tell.
 */
function varyHole(answers: readonly Answered[]): FoundHole[] {
  for (const page of answers.filter(({ question }) => question === 'page')) {
    const compared = comparable(answers, page);
    const depends = compared.some((one) =>
      compared.some((other) => one.origin !== other.origin && allowOriginOf(one) !== allowOriginOf(other)),
    );
    const isSilent = (each: Answered): boolean => !variesByOrigin(each) && !isNeverKept(each);
    const silent = depends
      ? compared.filter(isSilent)
      : [page].filter((each) => isKeptForOthers(each, answers));
    const [first] = silent;
    if (!first) continue;
    const whom = first.origin === null ? 'a request without Origin' : `the origin ${quoted(first.origin)}`;
    const says = `${placeOf(first)} depends on Origin, and its answer to ${whom} has no Vary: Origin: a cache may give one page the answer for another.`;
    return [{ hole: 'missing-vary', because: silent, says }];
  }
  return [];
}

/**
 * Whom a server lets in by mistake, told by the answers that it gave directly; also where all plays. A plain `*` is none:
 * it is the same for everybody, and without credentials.
 * @param answers of `askDirectly`, for the same page
 * @param page its origin, serialized
 */
export function holesOf(answers: readonly DirectAnswer[], page: string): readonly FoundHole[] {
  const given = answers
    .filter(hasAnswer)
    .filter(({ status, question }) => status < 400 || question === 'sibling');
  const reflected = reflection(given);
  const letIn = reflected ? [reflected] : [...nullHole(given), ...listHoles(given, page)];
  const interview = interviewOf(answers, page);
  const differ = interview && differing(interview);
  return differ
    ? [...letIn, { hole: 'answers-differ', because: [differ.bad, differ.good], says: saysOf(differ) }]
    : [...letIn, ...varyHole(given)];
}
