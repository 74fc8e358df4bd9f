import { differenceWords, originDifference, type OriginDifference } from '../http/origin-difference';
import { corsCheck } from '../standards/cors-check';
import type { Reason } from '../standards/reason';
import { getHeader } from '../http/headers';
import { shown } from '../http/shown-text';
import { allowOriginOf, answerTo, hasAnswer, isGiven, placeOf, quoted, variesByOrigin } from './interview';
import type { Answered, Interview } from './interview';
import { isKept } from './kept-answer';
import { isNginx, ownBlockLine } from './nginx-block';
import type { Finding, Root } from './root';

const wrong: Readonly<Record<OriginDifference, Root>> = {
  slash: 'wrong-origin-slash',
  case: 'wrong-origin-case',
  scheme: 'wrong-origin-scheme',
  'scheme-and-port': 'wrong-origin-scheme',
  www: 'wrong-origin-www',
  port: 'wrong-origin-port',
  'port-missing': 'wrong-origin-port',
  'default-port': 'wrong-origin-default-port',
  quotes: 'wrong-origin-quotes',
  glob: 'wrong-origin-glob',
  trailing: 'wrong-origin-trailing',
  'no-origin': 'wrong-origin-no-scheme',
  path: 'wrong-origin-path',
  unicode: 'wrong-origin-unicode',
  empty: 'wrong-origin-empty',
  host: 'wrong-origin-host',
  null: 'wrong-origin-null',
  'opaque-page': 'wrong-origin-host',
};

/** Values that a server sends by mistake: no difference to the origin explains them. */
const mistaken: ReadonlyMap<string, readonly [Root, string]> = new Map([
  ['(null)', ['wrong-origin-unset', 'Apache sends that for a variable that is not set']],
  ['undefined', ['wrong-origin-unset', 'JavaScript writes that for a variable that is not set']],
  ['None', ['wrong-origin-unset', 'Python writes that for a variable that is not set']],
]);

type Told = Omit<Finding, 'cause'>;

/** An answer to another page that names that page as its `Referer` does, and not as its `Origin` does. */
function copiedReferer(interview: Interview, { hop }: Answered): Answered | undefined {
  const answer = answerTo(interview, 'unrelated-referer');
  return answer?.hop === hop && allowOriginOf(answer) === `${answer.origin}/` ? answer : undefined;
}

function mismatchRoot(interview: Interview, answer: Answered, origin: string): Told {
  const sent = allowOriginOf(answer) ?? '';
  const copied = copiedReferer(interview, answer);
  if (copied && sent === `${origin}/`) {
    const says = `${placeOf(answer)} allows ${quoted(sent)}, which is what Referer says, whoever asks: what the header needs is the value of Origin, from a list.`;
    return { root: 'wrong-origin-from-referer', because: [answer, copied], says };
  }
  const difference = originDifference(sent, origin) ?? 'host';
  const [root, words] = mistaken.get(sent) ?? [wrong[difference], differenceWords[difference]];
  const says = `${placeOf(answer)} allows ${quoted(sent)}, and the page is ${quoted(origin)}: ${words}.`;
  return { root, because: [answer], says };
}

function multipleRoot(answer: Answered): Told {
  const lines = answer.headers.filter(([name]) => name.toLowerCase() === 'access-control-allow-origin');
  const says =
    lines.length > 1
      ? `${placeOf(answer)} has ${lines.length} lines of Access-Control-Allow-Origin: two places add it.`
      : `${placeOf(answer)} lists several origins in one Access-Control-Allow-Origin: ${quoted(lines[0]![1])}.`;
  return { root: lines.length > 1 ? 'added-twice' : 'list-in-header', because: [answer], says };
}

/** A name of a header that somebody took for `Access-Control-Allow-Origin`, which was looked for before. */
const nearlyAllowOrigin = /^acc?ess?[-_]?contr[ol]+s?[-_]?allow(?:ed|s)?[-_]?ori?gin(?:e|s)?$/i;

/** What the same server answers for what is beside the song. */
const siblingsOf = ({ all }: Interview, { hop }: Answered): Answered[] =>
  all.filter(hasAnswer).filter((each) => each.question === 'sibling' && each.hop === hop);

/** There is no header: whether that is so for everybody, as far as can be told. */
function missingRoot(interview: Interview, answer: Answered): Told {
  const asked = [answer, answerTo(interview, 'without-origin'), answerTo(interview, 'unrelated')];
  const others = asked.filter((other) => other?.hop === answer.hop && isGiven(other));
  const depends = others.find((other) => variesByOrigin(other!) || allowOriginOf(other!) !== null);
  if (depends) {
    const says = `${placeOf(answer)} chooses by Origin (Vary says so), and gives ${quoted(answer.origin)} no Access-Control-Allow-Origin.`;
    return { root: 'origin-not-in-allowlist', because: [answer, depends], says };
  }
  if (getHeader(answer.headers, 'access-control-allow-credentials') !== null) {
    const says = `${placeOf(answer)} has Access-Control-Allow-Credentials, and gives ${quoted(answer.origin)} no Access-Control-Allow-Origin to go with it: it is for a list of origins, and this one is not in it.`;
    return { root: 'origin-not-in-allowlist', because: [answer], says };
  }
  const siblings = siblingsOf(interview, answer);
  const sibling = siblings.find((each) => allowOriginOf(each) !== null);
  if (sibling && isNginx(answer)) {
    const says = `${placeOf(answer)} has no Access-Control-Allow-Origin, and ${placeOf(sibling)} has: the song comes from a block with an add_header of its own, which inherits none.`;
    return { root: 'add-header-inheritance', because: [answer, sibling], says };
  }
  const preflight = answerTo(interview, 'preflight');
  const isOnPreflight = isGiven(preflight) && allowOriginOf(preflight!) !== null;
  const elsewhere = isOnPreflight ? 'its answer to OPTIONS' : sibling && placeOf(sibling);
  const added = elsewhere === undefined ? ownBlockLine(answer, siblings) : null;
  const typo = answer.headers.find(([name]) => nearlyAllowOrigin.test(name))?.[0];
  if (added !== null && typo === undefined) {
    const says = `${placeOf(answer)} has no Access-Control-Allow-Origin, whoever asks. nginx gives it from a block with an add_header of its own (${shown(added, 60)}), and such a block inherits none. Either the line stands outside that block, or nowhere: from outside that is not seen.`;
    return { root: 'add-header-inheritance', because: [answer, ...siblings], says };
  }
  const more =
    typo !== undefined
      ? `: it has ${shown(typo, 60)}, a name that no browser knows`
      : elsewhere !== undefined
        ? `, though ${elsewhere} has: what sends the file goes first`
        : '';
  const says = `${placeOf(answer)} has no Access-Control-Allow-Origin, whoever asks${more}.`;
  return {
    root: 'no-cors-configured',
    because: [answer, ...others.slice(1).map((other) => other!)],
    says,
  };
}

function credentialsRoot(answer: Answered): Told {
  const value = getHeader(answer.headers, 'access-control-allow-credentials');
  return value === null
    ? {
        root: 'allow-credentials-missing',
        because: [answer],
        says: `${placeOf(answer)} has no Access-Control-Allow-Credentials, and the request has credentials.`,
      }
    : {
        root: 'allow-credentials-not-true',
        because: [answer],
        says: /^true(?:\s*,\s*true)+$/.test(value)
          ? `${placeOf(answer)} has Access-Control-Allow-Credentials more than once, which browsers read as ${quoted(value)}; only one true counts: take the others away.`
          : `${placeOf(answer)} has Access-Control-Allow-Credentials: ${quoted(value)}; only true counts, in small letters.`,
      };
}

/** What lets the page in, and comes from no cache, where what does not may come from one; undefined if nothing does. */
function answerPastCache(interview: Interview, answer: Answered, origin: string): Answered | undefined {
  // No cache keeps what answers OPTIONS.
  if (answer.question === 'preflight') return undefined;
  const isAllowed = ({ headers }: Answered): boolean => corsCheck(origin, false, headers) === null;
  const fresh = answerTo(interview, 'fresh');
  if (fresh?.hop === answer.hop && fresh.origin === answer.origin && isGiven(fresh) && isAllowed(fresh))
    return fresh;
  return isKept(answer) ? siblingsOf(interview, answer).find(isAllowed) : undefined;
}

/** A fault of an answer by itself, or of the cache that it came from. */
export function allowOriginRoot(
  interview: Interview,
  answer: Answered,
  origin: string,
  cause: Reason,
): Finding {
  const pastCache = answerPastCache(interview, answer, origin);
  if (pastCache && (cause === 'allow-origin-missing' || cause === 'allow-origin-mismatch')) {
    const isBeside = pastCache.question === 'sibling';
    const where = isBeside ? `${placeOf(pastCache)}, which it has not kept,` : 'past the cache,';
    const says = `A cache gives ${placeOf(answer)} as somebody else asked for it; ${isBeside ? `at ${where}` : where} the page is allowed.`;
    return { cause, root: 'cache-without-vary', because: [answer, pastCache], says };
  }
  switch (cause) {
    case 'allow-origin-missing':
      return { cause, ...missingRoot(interview, answer) };
    case 'allow-origin-multiple':
      return { cause, ...multipleRoot(answer) };
    case 'wildcard-with-credentials': {
      const says = `${placeOf(answer)} allows *, which does not count for a request with credentials.`;
      return { cause, root: 'wildcard-with-credentials', because: [answer], says };
    }
    case 'allow-credentials-missing':
      return { cause, ...credentialsRoot(answer) };
    default:
      return { cause, ...mismatchRoot(interview, answer, origin) };
  }
}
