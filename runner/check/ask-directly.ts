import type { DirectAnswer } from '../../model/check/direct-answer';
import type { HeaderLine } from '../../model/http/headers';
import { firstUrl } from './questions/first-url';
import { followRedirects } from './questions/follow-redirects';
import { createInterviewer } from './questions/interviewer';
import { askSiblings, askWhatMatters, askWhoIsLetIn, askWhyRefused } from './questions/which-questions';

/** What to ask about, and as whom. */
export interface DirectQuestions {
  /** Http or https. Its query goes as it is; a user name and password go to its own origin alone. */
  readonly url: string;
  /** What the song is loaded for, as in Fetch; as by `fetch()` unless said. */
  readonly destination?: string;
  /** The page's origin, serialized; `null` if it is opaque. */
  readonly page: string;
  /** The browser's. */
  readonly userAgent: string;
  /** The person's own, such as `Cookie`: they go to the URL's own origin alone, and are dropped at any other. */
  readonly headers: readonly HeaderLine[];
  readonly signal: AbortSignal;
  /** Milliseconds until the headers of an answer, and once more until its body begins. */
  readonly timeoutMs: number;
  /** The most requests. */
  readonly allowed?: number;
}

/** What came, by order of the questions. */
export interface DirectAnswers {
  readonly answers: readonly DirectAnswer[];
  /** How many requests were sent. */
  readonly requests: number;
}

/**
 * Asks a server directly, by GET and OPTIONS, as a browser would for a page: as few questions as tell causes apart. What
 * fails is an answer, too: its `noAnswer` says why.
 * @throws the reason of `signal`; TypeError if `url` is not http or https, or a header cannot be sent
 */
export async function askDirectly({
  url: text,
  destination = '',
  page,
  userAgent,
  headers,
  signal,
  timeoutMs,
  allowed = 40,
}: DirectQuestions): Promise<DirectAnswers> {
  const { url, authorization } = firstUrl(text);
  const hasOwn = headers.some(([name]) => name.toLowerCase() === 'authorization');
  const own = hasOwn ? headers : [...headers, ...authorization];
  const { ask, requests } = createInterviewer({ page, userAgent, own }, { allowed, timeoutMs, signal });
  const way = await followRedirects(ask, page, url, destination);
  const answers = way.map(({ answer }) => answer);
  const add = (asked: readonly (DirectAnswer | null)[]): void =>
    void answers.push(...asked.filter((answer) => answer !== null));
  const last = answers.at(-1);
  if (last?.status == null) return { answers, requests: requests() };
  if (last.status >= 400) {
    add(await askWhyRefused(ask, page, way));
  } else {
    add(await askWhatMatters(ask, page, way));
    add(await askWhoIsLetIn(ask, page, way, answers));
    add(await askSiblings(ask, way, answers));
  }
  return { answers, requests: requests() };
}
