import { parseUrl } from '../http/url';
import { isMixedContent } from '../standards/mixed-content';
import { bodyRoot, truncatedRoot } from './body-root';
import { connectionRoot } from './connection-root';
import { differingRoot } from './answers-differ';
import { corsRoot, rangeRoot } from './cors-root';
import type { DirectAnswer } from './direct-answer';
import { answerTo, hasAnswer, interviewOf, isGiven, placeOf, type Interview } from './interview';
import { noCorsRoot } from './no-cors-root';
import { partRoot } from './part-root';
import { preflightRoot } from './preflight-root';
import { redirectRoot } from './redirect-root';
import type { Finding, LoadKind } from './root';
import { statusRoot } from './status-root';

/** What no browser asks for. A media element's own URL is left out: browsers ask for it over https. */
function mixedContentRoot({ page, way }: Interview, kind: LoadKind): Finding | null {
  const mixed = way.find(({ url, hop }) => {
    const parsed = parseUrl(url);
    return parsed && isMixedContent(parseUrl(page), parsed) && (hop > 1 || kind !== 'no-cors');
  });
  if (!mixed) return null;
  const says = `${placeOf(mixed)} is http, and the page is https: browsers do not load it.`;
  return { cause: 'mixed-content', root: 'mixed-content', because: [mixed], says };
}

/** What is wrong for every kind of load: no answer, a status, a body that is no audio. They come before CORS. */
function commonRoot(interview: Interview, kind: LoadKind): Finding | null {
  const { last } = interview;
  if (!hasAnswer(last)) return last.noAnswer && connectionRoot({ ...last, noAnswer: last.noAnswer });
  if (last.status >= 400) {
    const isForOrigin = kind === 'no-cors' && isGiven(answerTo(interview, 'without-origin'));
    return isForOrigin ? null : statusRoot(interview, last);
  }
  return redirectRoot(interview) ?? bodyRoot(last);
}

/** Headers came, and nothing of the body, or no more of it. */
function hangingRoot(interview: Interview): Finding | null {
  const late = [interview.last, answerTo(interview, 'whole')].find((answer) => answer?.noAnswer);
  return late?.noAnswer ? connectionRoot({ ...late, noAnswer: late.noAnswer }) : null;
}

/** A request with `Authorization` goes after a preflight, and what it then gets is not asked for. */
function authorizedRoot(interview: Interview): Finding | null {
  const { last } = interview;
  const common = commonRoot(interview, 'with-authorization');
  const preflight = preflightRoot(interview);
  // A login is what the header is for: without it, the status says nothing.
  const needsLogin = last.status === 401;
  if (common && !(needsLogin && preflight)) return common;
  const cors = needsLogin ? null : corsRoot(interview, false);
  // No preflight follows a redirect, so nobody comes to a later hop.
  return cors?.because[0]!.hop === 1 ? cors : (preflight ?? cors);
}

/**
 * What is at fault where a page's load is refused, told by the answers that a server gave directly.
 *
 * What everybody meets comes first (connection, status, body), then CORS hop by hop, then what media elements alone meet.
 * @param answers of `askDirectly`, for the same page
 * @param page its origin, serialized
 * @param kind of the load that is asked about
 * @returns null where nothing is wrong, as far as these answers show
 */
export function rootOf(answers: readonly DirectAnswer[], page: string, kind: LoadKind): Finding | null {
  const interview = interviewOf(answers, page);
  if (!interview) return null;
  const mixed = mixedContentRoot(interview, kind);
  if (mixed) return mixed;
  const late = (): Finding | null => hangingRoot(interview) ?? truncatedRoot(interview);
  if (kind === 'with-authorization') return authorizedRoot(interview) ?? late();
  const common = commonRoot(interview, kind);
  if (common) return common;
  if (kind === 'no-cors') return noCorsRoot(interview) ?? late() ?? partRoot(interview);
  const hasCredentials = kind === 'credentialed';
  return (
    differingRoot(interview) ??
    corsRoot(interview, hasCredentials) ??
    rangeRoot(interview, hasCredentials) ??
    late() ??
    partRoot(interview)
  );
}
