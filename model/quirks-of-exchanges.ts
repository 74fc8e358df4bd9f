import type { ExchangeCase, NamedAnswer } from './oracle/exchange-case';
import type { Prediction } from './oracle/predict';
import type { HeaderLine } from './policies/policy';

/** What of an exchange can be measured. */
export type Observed = Pick<Prediction, 'preflight' | 'originHeader' | 'visibleHeaders'> & {
  readonly outcome: string;
};

/** A recorded difference of one engine from the standard, in a kind of exchange. */
export interface ExchangeQuirk {
  readonly id: string;
  readonly engine: string;
  readonly title: string;
  /** Versions in which it was seen. */
  readonly seenIn: readonly string[];
  /** What the standard says. */
  readonly source: string;
  /** The exchange that is to the standard what this one is to the engine. */
  readonly seenAs?: (each: ExchangeCase) => ExchangeCase;
  /** A difference that no other exchange would show. */
  readonly shows?: (each: ExchangeCase, predicted: Prediction, measured: Observed) => boolean;
}

const withHeaders = (each: ExchangeCase, headers: readonly HeaderLine[]): ExchangeCase => ({
  ...each,
  request: { ...each.request, headers },
});

const withAnswers = (
  each: ExchangeCase,
  change: (headers: readonly HeaderLine[], answer: NamedAnswer) => readonly HeaderLine[],
): ExchangeCase => ({
  ...each,
  responses: each.responses.map((answer) => ({ ...answer, headers: change(answer.headers, answer) })),
});

/** One line for each name, values joined. */
function joined(headers: readonly HeaderLine[]): HeaderLine[] {
  const byName = new Map<string, string>();
  for (const [name, value] of headers) {
    const known = byName.get(name.toLowerCase());
    byName.set(name.toLowerCase(), known === undefined ? value : `${known}, ${value}`);
  }
  return [...byName];
}

const holds = (headers: readonly HeaderLine[], wanted: string): boolean =>
  headers.some(([name]) => name.toLowerCase() === wanted);

/** Answers to preflights whose wildcard names Authorization, too. */
const withAuthorizationAllowed = (each: ExchangeCase): ExchangeCase =>
  !holds(each.request.headers, 'authorization') || each.request.credentials === 'include'
    ? each
    : withAnswers(each, (headers) =>
        headers.map(([name, value]) =>
          name.toLowerCase() === 'access-control-allow-headers' && /(^|,)\s*\*\s*(,|$)/.test(value)
            ? [name, `${value}, authorization`]
            : [name, value],
        ),
      );

export const exchangeQuirks: readonly ExchangeQuirk[] = [
  {
    id: 'chromium-joins-request-headers',
    engine: 'chromium',
    title: 'Lines of one request header are joined before they are held against the safelist',
    seenIn: ['156.0.8078.108'],
    source: 'https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names',
    seenAs: (each) => withHeaders(each, joined(each.request.headers)),
  },
  {
    id: 'chromium-safelists-client-hints',
    engine: 'chromium',
    title: 'Save-Data needs no preflight',
    seenIn: ['156.0.8078.108'],
    source: 'https://fetch.spec.whatwg.org/#cors-safelisted-request-header',
    seenAs: (each) =>
      withHeaders(
        each,
        each.request.headers.filter(([name]) => name.toLowerCase() !== 'save-data'),
      ),
  },
  {
    id: 'chromium-refuses-user-names-in-redirects',
    engine: 'chromium',
    title: 'A redirect to a URL with a user name is refused in every mode, even to the own origin',
    seenIn: ['156.0.8078.108'],
    source: 'https://fetch.spec.whatwg.org/#concept-http-redirect-fetch',
    seenAs: (each) =>
      withAnswers(each, (headers) =>
        headers.map(([name, value]) =>
          name.toLowerCase() === 'location' && /^https?:\/\/[^/?#]*@/i.test(value.trim())
            ? [name, 'refused:']
            : [name, value],
        ),
      ),
  },
  {
    id: 'chromium-authorization-under-wildcard',
    engine: 'chromium',
    title: 'Access-Control-Allow-Headers: * covers Authorization',
    seenIn: ['156.0.8078.108'],
    source: 'https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name',
    seenAs: withAuthorizationAllowed,
  },
  ...(['chromium', 'firefox'] as const).map((engine): ExchangeQuirk => ({
    id: `${engine}-holds-media-against-policy-before-upgrade`,
    engine,
    title: 'media-src must allow the URL of mixed content as it was before its upgrade, too',
    seenIn: [{ chromium: '156.0.8078.108', firefox: '153.7.0' }[engine]],
    source: 'https://fetch.spec.whatwg.org/#main-fetch',
    shows: ({ page, request }, predicted, measured) =>
      request.destination === 'audio' &&
      page.csp != null &&
      page.origin.startsWith('https:') &&
      request.url_origin.startsWith('http:') &&
      predicted.outcome !== 'blocked' &&
      measured.outcome === 'blocked' &&
      measured.originHeader === null,
  })),
  {
    id: 'chromium-decodes-no-range',
    engine: 'chromium',
    title: 'An encoded body is refused where the request has a Range',
    seenIn: ['156.0.8078.108'],
    source: 'https://fetch.spec.whatwg.org/#http-network-or-cache-fetch',
    shows: ({ request, responses }, predicted, measured) =>
      holds(request.headers, 'range') &&
      responses.some(({ headers }) => holds(headers, 'content-encoding')) &&
      predicted.outcome !== 'blocked' &&
      measured.outcome === 'blocked' &&
      measured.originHeader === predicted.originHeader,
  },
  {
    id: 'firefox-drops-empty-lines',
    engine: 'firefox',
    title: 'An empty line adds nothing to other lines of its name',
    seenIn: ['153.7.0'],
    source: 'https://fetch.spec.whatwg.org/#concept-header-list-get',
    seenAs: (each) =>
      withAnswers(each, (headers) =>
        headers.filter(
          ([name, value]) =>
            value.trim() !== '' ||
            !headers.some(
              ([other, said]) => other.toLowerCase() === name.toLowerCase() && said.trim() !== '',
            ),
        ),
      ),
  },
  {
    id: 'firefox-authorization-under-wildcard',
    engine: 'firefox',
    title: 'Access-Control-Allow-Headers: * covers Authorization',
    seenIn: ['153.7.0'],
    source: 'https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name',
    seenAs: withAuthorizationAllowed,
  },
  {
    id: 'firefox-safelists-ascii-alone',
    engine: 'firefox',
    title: 'A byte above 0x7F in a request header needs a preflight',
    seenIn: ['153.7.0'],
    source: 'https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte',
    seenAs: (each) =>
      withHeaders(
        each,
        each.request.headers.map(([name, value]) => [name, value.replace(/[\x80-\xff]/g, '\x7f')]),
      ),
  },
  {
    id: 'firefox-plays-created',
    engine: 'firefox',
    title: 'An element plays an answer of status 201',
    seenIn: ['153.7.0'],
    source: 'https://html.spec.whatwg.org/multipage/media.html#verify-a-media-response',
    seenAs: (each) =>
      each.request.destination === 'audio'
        ? {
            ...each,
            responses: each.responses.map((answer) => ({
              ...answer,
              status: answer.status === 201 ? 200 : answer.status,
            })),
          }
        : each,
  },
  {
    id: 'firefox-has-no-total-limit',
    engine: 'firefox',
    title: 'Safelisted request headers may be longer than 1024 bytes together',
    seenIn: ['153.7.0'],
    source: 'https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names',
    seenAs: (each) =>
      withHeaders(
        each,
        each.request.headers.filter(
          ([name, value], i, all) =>
            value.length < 100 || all.findIndex(([n, v]) => n === name && v === value) === i,
        ),
      ),
  },
  {
    id: 'firefox-preflight-shows-origin',
    engine: 'firefox',
    title: 'The preflight of a request whose origin is tainted names the origin all the same',
    seenIn: ['153.7.0'],
    source: 'https://fetch.spec.whatwg.org/#concept-request-tainted-origin',
    shows: ({ page }, { wire }, measured) =>
      wire.some(({ kind, origin }) => kind === 'preflight' && origin === 'null') &&
      (measured.originHeader === page.origin || measured.originHeader === 'null'),
  },
];
