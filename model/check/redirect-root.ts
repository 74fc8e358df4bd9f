import { isHttp, parseUrl } from '../http/url';
import { locationUrl } from '../standards/http-redirect-fetch';
import { hasAnswer, placeOf, type Interview } from './interview';
import type { Finding, Root } from './root';

/** Hops that browsers follow. */
const mostHops = 20;

/** Why the last hop is a redirect that leads nowhere; null if it is none, or its target was asked. */
export function redirectRoot({ way, last }: Interview): Finding | null {
  if (!hasAnswer(last) || last.status < 300 || last.status > 399) return null;
  const found = (cause: Finding['cause'], root: Root, words: string): Finding => ({
    cause,
    root,
    because: way,
    says: `${placeOf(last)} is a redirect (status ${last.status}) ${words}.`,
  });
  const url = parseUrl(last.url);
  const target = url && locationUrl(last, url);
  if (target === undefined) return found('http-status', 'redirect-without-location', 'that names no target');
  if (!target || !isHttp(target) || target.userinfo) {
    const words = target?.userinfo ? 'to a URL with a user name' : 'to what is no http or https URL';
    return found('redirect-invalid', 'redirect-invalid', words);
  }
  const isLoop = way.some((answer) => parseUrl(answer.url)?.href === target.href);
  if (isLoop) return found('redirect-invalid', 'redirect-loop', 'to a URL that it came from: it never ends');
  return way.length < mostHops
    ? null
    : found('redirect-invalid', 'redirect-too-long', 'after too many others');
}
