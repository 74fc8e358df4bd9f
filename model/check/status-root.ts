import { getHeader } from '../http/headers';
import { parseUrl } from '../http/url';
import { corsCheck } from '../standards/cors-check';
import { answerTo, isGiven, placeOf, type Answered, type Interview } from './interview';
import type { Finding, Root } from './root';
import { expiryOf, isSigned } from './signed-url';

const textOf = ({ firstBytes }: Answered): string => String.fromCharCode(...firstBytes);

/** Whether a signed link is over: the body says so, or its own parameter and the server's clock. */
function isExpired(answer: Answered): boolean {
  const url = parseUrl(answer.url);
  if (!url || !isSigned(url) || ![400, 401, 403, 410].includes(answer.status)) return false;
  if (/expired|SignatureDoesNotMatch|AuthenticationFailed/i.test(textOf(answer))) return true;
  const [end, now] = [expiryOf(url), Date.parse(getHeader(answer.headers, 'date') ?? '')];
  return end !== null && now > end;
}

/** What a status says by itself. */
function statusAlone(answer: Answered): readonly [Root, string] {
  const { status, headers } = answer;
  if (status === 401) {
    const challenge = getHeader(headers, 'www-authenticate');
    if (challenge !== null) return ['basic-auth', `asks for a login (${challenge.split(/[\s,]/)[0]!})`];
    return ['cookie-login', 'asks for a login, a cookie or a token most likely'];
  }
  if (status === 404 || status === 410) return ['not-found', 'is not there'];
  if (status === 429) return ['too-many-requests', 'was asked for too often: it may be there later'];
  if (status === 403 || status === 451) return ['forbidden', 'is refused to everybody who was tried'];
  if (/plain HTTP request was sent to HTTPS port/i.test(textOf(answer))) {
    return ['tls-expected', 'is on a port for https, and was asked for over http'];
  }
  return status >= 500 ? ['server-error', 'fails on the server'] : ['client-error', 'is refused'];
}

/** Why an answer has a status of 400 or more: whom the server refuses. */
export function statusRoot(interview: Interview, answer: Answered): Finding {
  const { status } = answer;
  const found = (root: Root, words: string, ...others: (Answered | undefined)[]): Finding => ({
    cause: status === 401 ? 'auth' : 'http-status',
    root,
    because: [answer, ...others.filter((other) => other !== undefined)],
    says: `${placeOf(answer)} ${words}: status ${status}. It is not CORS that refuses it.`,
  });
  if (isExpired(answer)) return found('expired-link', 'is a signed link that is not valid any more');
  const bare = answerTo(interview, 'bare');
  const without = answerTo(interview, 'without-origin');
  // Where each other question is answered, the server failed once.
  const isOnce = isGiven(bare) && isGiven(without) && isGiven(answerTo(interview, 'unrelated'));
  if (isGiven(without) && !isOnce && answer.origin !== null) {
    const cause = corsCheck(answer.origin, false, answer.headers) ?? 'http-status';
    const says = `${placeOf(answer)} is refused to the origin ${answer.origin} (status ${status}), and given without one.`;
    return { cause, root: 'origin-not-in-allowlist', because: [answer, without!], says };
  }
  const otherDestination = answerTo(interview, 'other-destination');
  if (isGiven(otherDestination) && !isOnce)
    return found(
      'destination-refused',
      'is refused to one way to load, and given to another, by Sec-Fetch-Dest: an element says audio, and fetch() empty',
      otherDestination,
    );
  if (isGiven(bare) && !isOnce) {
    const withoutReferer = answerTo(interview, 'without-referer');
    if (isGiven(withoutReferer))
      return found('hotlink-protection', 'is refused to pages of other sites, by Referer', withoutReferer);
    const withoutMetadata = answerTo(interview, 'without-metadata');
    if (isGiven(withoutMetadata))
      return found(
        'hotlink-protection',
        'is refused to pages of other sites, by Sec-Fetch-Site',
        withoutMetadata,
      );
    const withWindow = answerTo(interview, 'with-window');
    return isGiven(withWindow)
      ? found(
          'user-agent-blocked',
          'is refused to browsers without a window (HeadlessChrome), by User-Agent, and not to those that people have',
          withWindow,
        )
      : found('user-agent-blocked', 'is refused to this browser, by User-Agent', bare);
  }
  return found(...statusAlone(answer));
}
