import { extractTokens } from '../http/headers';
import { checkPreflight } from '../standards/cors-preflight-fetch';
import type { FetchedRequest } from '../standards/request';
import { allowOriginRoot } from './allow-origin-root';
import type { DirectAnswer } from './direct-answer';
import { hasAnswer, placeOf, type Answered, type Interview } from './interview';
import type { Finding, Root } from './root';

/** What the page wants to send after the preflight. */
const request: FetchedRequest = {
  mode: 'cors',
  credentials: 'same-origin',
  method: 'GET',
  headers: [['authorization', 'Bearer token']],
  destination: '',
};

/** By the status, which is at fault before any header is. */
function statusRoot(status: number): readonly [Root, string] {
  if (status < 400) return ['options-redirected', 'redirects it, which no preflight may be'];
  if (status === 401 || status === 407)
    return ['options-behind-auth', 'asks for a login, which no preflight has'];
  if (status === 403) return ['options-denied', 'denies it'];
  return status < 500 || status === 501
    ? ['static-refuses-options', 'does not know the method']
    : ['server-error', 'fails at it, or a server behind it does'];
}

function headersRoot(interview: Interview, answer: Answered): Finding | null {
  const cause = checkPreflight(request, answer.origin!, answer);
  switch (cause) {
    case null:
      return null;
    case 'preflight-header-not-allowed': {
      const names = extractTokens(answer.headers, 'access-control-allow-headers');
      const isWildcard = names !== 'failure' && names?.includes('*') === true;
      const says = isWildcard
        ? `${placeOf(answer)} allows all headers by *, which does not stand for Authorization; browsers still let it pass today: name it.`
        : `${placeOf(answer)} does not name Authorization in Access-Control-Allow-Headers of its answer to OPTIONS.`;
      const root = isWildcard ? 'allow-headers-wildcard' : 'allow-headers-missing';
      return { cause, root, because: [answer], says };
    }
    case 'allow-origin-missing': {
      const says = `${placeOf(answer)} has Access-Control-Allow-Origin on its answer to GET, and not to OPTIONS.`;
      return { cause, root: 'add-header-inheritance', because: [answer, interview.last], says };
    }
    case 'preflight-malformed':
    case 'preflight-method-not-allowed': {
      const says = `${placeOf(answer)} answers OPTIONS with a list that is no list of names.`;
      return { cause, root: 'preflight-malformed', because: [answer], says };
    }
    default:
      return allowOriginRoot(interview, answer, answer.origin!, cause);
  }
}

function rootOfOne(interview: Interview, answer: DirectAnswer): Finding | null {
  if (!hasAnswer(answer)) {
    const code = answer.noAnswer?.code ?? 'no answer';
    const ending = code.endsWith('timeout') ? 'nothing comes in time' : 'the connection ends';
    const says = `${placeOf(answer)} answers GET, and no OPTIONS: ${ending} (${code}).`;
    return {
      cause: 'preflight-unanswered',
      root: 'options-hung-up',
      because: [answer, interview.last],
      says,
    };
  }
  if (answer.status > 299) {
    const [root, words] = statusRoot(answer.status);
    const says = `${placeOf(answer)} answers the preflight (OPTIONS) with status ${answer.status}: it ${words}.`;
    return { cause: 'preflight-status', root, because: [answer], says };
  }
  return headersRoot(interview, answer);
}

/** Why a request with `Authorization` is not sent (https://fetch.spec.whatwg.org/#cors-preflight-fetch); null if it is. */
export function preflightRoot(interview: Interview): Finding | null {
  const preflights = interview.all.filter(({ question }) => question === 'preflight');
  for (const answer of preflights) {
    const found = rootOfOne(interview, answer);
    if (found) return found;
  }
  return null;
}
