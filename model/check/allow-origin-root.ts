import { originDifference, type OriginDifference } from '../http/origin-difference';
import { corsCheck } from '../standards/cors-check';
import type { Reason } from '../standards/reason';
import { getHeader } from '../http/headers';
import { allowOriginOf, answerTo, isGiven, placeOf, quoted, variesByOrigin } from './interview';
import type { Answered, Interview } from './interview';
import type { Finding, Root } from './root';

const wrong: Readonly<Record<OriginDifference, readonly [Root, string]>> = {
  slash: ['wrong-origin-slash', 'one slash too many'],
  case: ['wrong-origin-case', 'letters of another case'],
  scheme: ['wrong-origin-scheme', 'another scheme'],
  'scheme-and-port': ['wrong-origin-scheme', 'another scheme and port'],
  www: ['wrong-origin-www', 'with and without www'],
  port: ['wrong-origin-port', 'another port'],
  'port-missing': ['wrong-origin-port', 'the port is missing'],
  'default-port': ['wrong-origin-default-port', 'the default port must not be named'],
  quotes: ['wrong-origin-quotes', 'quotes are part of the value'],
  glob: ['wrong-origin-glob', '* is no pattern'],
  'no-origin': ['wrong-origin-no-scheme', 'the scheme is missing'],
  path: ['wrong-origin-path', 'a path is no part of an origin'],
  empty: ['wrong-origin-empty', 'it is empty'],
  host: ['wrong-origin-host', 'another host'],
  'opaque-page': ['wrong-origin-host', 'the page has no origin of its own'],
};

/** Values that a server sends by mistake: no difference to the origin explains them. */
const mistaken: Readonly<Record<string, readonly [Root, string] | undefined>> = {
  null: ['wrong-origin-null', 'that is the origin of sandboxed pages'],
  '(null)': ['wrong-origin-unset', 'Apache sends that for a variable that is not set'],
};

type Told = Omit<Finding, 'cause'>;

function mismatchRoot(answer: Answered, origin: string): Told {
  const sent = allowOriginOf(answer) ?? '';
  const [root, words] = mistaken[sent] ?? wrong[originDifference(sent, origin) ?? 'host'];
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

/** There is no header: whether that is so for everybody, as far as can be told. */
function missingRoot(interview: Interview, answer: Answered): Told {
  const asked = [answer, answerTo(interview, 'without-origin'), answerTo(interview, 'unrelated')];
  const others = asked.filter((other) => other?.hop === answer.hop && isGiven(other));
  const depends = others.find((other) => variesByOrigin(other!) || allowOriginOf(other!) !== null);
  if (depends) {
    const says = `${placeOf(answer)} chooses by Origin (Vary says so), and gives ${quoted(answer.origin)} no Access-Control-Allow-Origin.`;
    return { root: 'origin-not-in-allowlist', because: [answer, depends], says };
  }
  const preflight = answerTo(interview, 'preflight');
  const isOnPreflight = isGiven(preflight) && allowOriginOf(preflight!) !== null;
  const more = isOnPreflight ? ', though its answer to OPTIONS has: what sends the file goes first' : '';
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
        says: `${placeOf(answer)} has Access-Control-Allow-Credentials: ${quoted(value)}; only true counts, in small letters.`,
      };
}

/** A fault of an answer by itself, or of the cache that it came from. */
export function allowOriginRoot(
  interview: Interview,
  answer: Answered,
  origin: string,
  cause: Reason,
): Finding {
  const fresh = answerTo(interview, 'fresh');
  // No cache keeps what answers OPTIONS.
  const isAbout =
    answer.question !== 'preflight' &&
    fresh?.hop === answer.hop &&
    fresh.origin === answer.origin &&
    isGiven(fresh);
  const isCached = isAbout && corsCheck(origin, false, fresh.headers) === null;
  if (isCached && (cause === 'allow-origin-missing' || cause === 'allow-origin-mismatch')) {
    const says = `A cache gives ${placeOf(answer)} as somebody else asked for it; past the cache, the page is allowed.`;
    return { cause, root: 'cache-without-vary', because: [answer, fresh], says };
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
      return { cause, ...mismatchRoot(answer, origin) };
  }
}
