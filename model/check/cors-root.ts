import { corsCheck } from '../standards/cors-check';
import { allowOriginRoot } from './allow-origin-root';
import { answerTo, hasAnswer, placeOf, type Answered, type Interview } from './interview';
import type { Finding } from './root';

/** Of a redirect without the header: nobody sees where it leads. */
function redirectItself(interview: Interview, answer: Answered, found: Finding): Finding {
  const { way, last } = interview;
  if (found.root !== 'no-cors-configured') return found;
  // The same server, asked by the same origin, has it nowhere.
  const isNowhere =
    hasAnswer(last) &&
    last.origin === answer.origin &&
    corsCheck(answer.origin!, false, last.headers) === 'allow-origin-missing';
  if (isNowhere) return found;
  const says = `${placeOf(answer)} is a redirect (status ${answer.status}) without Access-Control-Allow-Origin.`;
  return { ...found, root: 'redirect-without-header', because: way, says };
}

/** Of the target of a redirect, which the browser asks for by `Origin: null` where two other origins are on the way. */
function redirectTarget(
  interview: Interview,
  answer: Answered,
  found: Finding,
  hasCredentials: boolean,
): Finding {
  const { page, way } = interview;
  const isHidden = answer.origin === 'null' && page !== 'null';
  const direct = answerTo(interview, 'target');
  const asked = isHidden && direct?.hop === answer.hop ? direct : answer;
  const origin = isHidden ? page : answer.origin!;
  const failure = corsCheck(origin, hasCredentials, asked.headers);
  if (failure === null) {
    const says = `${placeOf(answer)} is reached by a redirect over another origin, so the browser asks with Origin: null, and not as ${page}, which is allowed.`;
    return {
      cause: 'redirect-null-origin',
      root: 'redirect-null-origin',
      because: [answer, ...way.slice(0, -1)],
      says,
    };
  }
  const told = asked === answer ? found : allowOriginRoot(interview, asked, origin, failure);
  if (told.root !== 'no-cors-configured' && !(isHidden && failure === 'allow-origin-missing')) return told;
  const says = `${placeOf(answer)}, where a redirect leads, has no Access-Control-Allow-Origin; the redirect has.`;
  return { ...told, root: 'redirect-target-without-header', because: [answer, ...way.slice(0, -1)], says };
}

/** What the CORS check says of each hop (https://fetch.spec.whatwg.org/#concept-cors-check); null if all pass. */
export function corsRoot(interview: Interview, hasCredentials: boolean): Finding | null {
  const { way, last } = interview;
  for (const answer of way) {
    // To the page's own origin, there is no check.
    if (!hasAnswer(answer) || answer.origin === null) continue;
    const cause = corsCheck(answer.origin, hasCredentials, answer.headers);
    if (cause === null) continue;
    const found = allowOriginRoot(interview, answer, answer.origin, cause);
    if (answer !== last) return redirectItself(interview, answer, found);
    return answer.hop > 1 ? redirectTarget(interview, answer, found, hasCredentials) : found;
  }
  return null;
}

/** What media elements meet, who ask for a range: an answer that `fetch()` does not get; null if it passes. */
export function rangeRoot(interview: Interview, hasCredentials: boolean): Finding | null {
  const range = answerTo(interview, 'range');
  if (!range) return null;
  const { last } = interview;
  if (range.status >= 400) {
    const says = `${placeOf(range)} refuses a range (status ${range.status}), which media elements ask for.`;
    return { cause: 'http-status', root: 'range-refused', because: [range, last], says };
  }
  const cause = range.origin === null ? null : corsCheck(range.origin, hasCredentials, range.headers);
  if (cause === null) return null;
  if (cause !== 'allow-origin-missing') return allowOriginRoot(interview, range, range.origin!, cause);
  const says = `${placeOf(range)} has Access-Control-Allow-Origin with status ${last.status ?? 200}, and not with ${range.status}, as media elements ask for it.`;
  return { cause, root: 'only-on-200', because: [range, last], says };
}
