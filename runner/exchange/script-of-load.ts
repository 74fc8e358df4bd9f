import type { HeaderLine } from '../../model/http/headers';
import {
  requestUrl,
  sourcesOf,
  waysOf,
  type ExchangeCase,
  type NamedAnswer,
} from '../../model/standards/exchange-case';
import { isMedia } from '../../model/standards/media-destination';
import { placeOfUrl, redirectTarget, redirectTargets, type Script } from '../../servers/exchange/script';
import { urlWithToken, withToken } from './url-with-token';

/** Where the way to each `<source>` of a load begins, as a server sees it; null where it begins nowhere. */
export const placesOfSources = (load: ExchangeCase, token: string): (string | null)[] =>
  sourcesOf(load).map(({ request }) => {
    const url = URL.parse(urlWithToken(request, token));
    return url && placeOfUrl(url);
  });

/** What servers answer to a load. */
export function scriptOf(load: ExchangeCase, token: string): Script {
  const [first, ...next] = sourcesOf(load).map((source) => answersOf(source, token));
  const [, ...places] = placesOfSources(load, token);
  const others = next.flatMap((answers, i) => {
    const place = places[i];
    return place == null ? [] : [[place, answers] as const];
  });
  return {
    token,
    answers: first!,
    others: new Map(others),
    body: isMedia(load.request.destination) ? 'audio' : 'text',
  };
}

/** The URLs that a case's redirects lead to, as a server sees them: under either scheme. */
export const targetsOf = (each: ExchangeCase): string[] => waysOf(each).flatMap(targetsOfWay);

type Way = Pick<ExchangeCase, 'request' | 'responses'>;

/** Each hop of a way: its URL, and the name of the answers that it gets. Ends where nothing redirects. */
function* hopsOf({ request, responses }: Way): Generator<{ readonly url: URL; readonly name: string }> {
  let url = URL.parse(requestUrl(request));
  for (let hop = 1; url && hop <= responses.length; hop += 1) {
    const isGiven = responses.some(({ for: name }) => name === `redirect-${hop}`);
    const name = isGiven ? `redirect-${hop}` : 'actual';
    yield { url, name };
    const answer = responses.find((each) => each.for === name);
    url = answer ? redirectTarget(answer, url.href) : null;
  }
}

/** The answers that a load may come to, if it follows its redirects: which of them depends on what servers are asked. */
export const lastAnswersOf = (way: Way): readonly NamedAnswer[] => {
  const name = [...hopsOf(way)].at(-1)?.name;
  return way.responses.filter((each) => each.for === name);
};

const targetsOfWay = (way: Way): string[] =>
  [...hopsOf(way)].flatMap(({ url, name }) => {
    const answer = way.responses.find((each) => each.for === name);
    return answer ? redirectTargets(answer, url.href).map(placeOfUrl) : [];
  });

const withoutFragment = (href: string): string => href.replace(/#.*$/s, '');

/**
 * What servers answer on a way: a redirect back to where it began leads to where the token stands, since a browser may
 * remember what it got there.
 */
function answersOf(way: Way, token: string): readonly NamedAnswer[] {
  const start = URL.parse(requestUrl(way.request));
  if (!start) return way.responses;
  const own = withoutFragment(start.href);
  const askedAs = (href: string): string => (withoutFragment(href) === own ? withToken(href, token) : href);
  return [...hopsOf(way)].reduce<readonly NamedAnswer[]>(
    (answers, { url, name }) =>
      answers.map((answer) => (answer.for === name ? ledBack(answer, url.href, askedAs) : answer)),
    way.responses,
  );
}

/** An answer whose redirect leads to the URL that a browser asks instead; what is relative may lead there by itself. */
function ledBack(answer: NamedAnswer, from: string, askedAs: (href: string) => string): NamedAnswer {
  const target = redirectTarget(answer, from)?.href;
  const asked = target && askedAs(target);
  if (!asked || asked === target || redirectTarget(answer, askedAs(from))?.href === asked) return answer;
  const isLocation = ([name]: HeaderLine): boolean => name.toLowerCase() === 'location';
  const line = answer.headers.find(isLocation);
  const headers = answer.headers.map((each): HeaderLine => (each === line ? [each[0], asked] : each));
  return { ...answer, headers };
}
