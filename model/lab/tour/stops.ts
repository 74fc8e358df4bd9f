import type { Outcome } from '../../standards/outcome';
import type { Reason } from '../../standards/reason';
import type { Coordinates } from '../plan/coordinates';

/** One stop of the tour through the article: a scenario of the matrix, and what to see there. */
export interface Stop extends Coordinates {
  readonly title: string;
  /** What to see; it names the outcome. */
  readonly see: string;
  readonly outcome: Outcome;
  /** Null if it is readable. */
  readonly reason: Reason | null;
}

/**
 * The article in eight stops, in order. The tour stays under the scheme and the domain that the person opened it under:
 * under `.localhost` plain http is trustworthy, so a `Secure` cookie is kept there as it is over https.
 */
export const stops = [
  {
    page: 'http',
    loader: 'audio',
    relation: 'same-origin',
    policy: 'none',
    title: 'A local song',
    see: 'The song comes from the page’s own origin. It is readable: Web Audio hears the tone, and no header is needed.',
    outcome: 'readable',
    reason: null,
  },
  {
    page: 'http',
    loader: 'fetch-same-origin',
    relation: 'other-site',
    policy: 'none',
    title: 'A GET is refused',
    see: 'The button asks a CDN for a song. The CDN answers 200, and still the GET is blocked: on the wire, Access-Control-Allow-Origin is missing.',
    outcome: 'blocked',
    reason: 'allow-origin-missing',
  },
  {
    page: 'http',
    loader: 'audio',
    relation: 'other-site',
    policy: 'none',
    title: 'Plays, and gives zeros',
    see: 'Without the GET, a plain <audio> loads the song of the same CDN. It is opaque: it plays, Web Audio hears only zeros, and no error says so.',
    outcome: 'opaque',
    reason: 'no-crossorigin',
  },
  {
    page: 'http',
    loader: 'audio-anonymous',
    relation: 'other-site',
    policy: 'wildcard',
    title: 'crossorigin and *',
    see: 'The element has crossorigin, and the CDN sends Access-Control-Allow-Origin: *. Now the song is readable. Neither is enough alone.',
    outcome: 'readable',
    reason: null,
  },
  {
    page: 'http',
    loader: 'audio-anonymous',
    relation: 'other-site',
    policy: 'exact',
    title: 'Allowed by name',
    see: 'This CDN names the player’s origin instead of *, with Vary: Origin for caches. The song is readable to this page, and to no other.',
    outcome: 'readable',
    reason: null,
  },
  {
    page: 'https',
    loader: 'fetch-include',
    relation: 'other-site',
    policy: 'session-none',
    title: 'With a session',
    see: 'This CDN wants the cookie of a log-in. The page asks with credentials, the CDN allows them by name, and the song is readable. A browser that takes no cookies from other sites says so instead.',
    outcome: 'readable',
    reason: null,
  },
  {
    page: 'evil',
    loader: 'fetch-include',
    relation: 'other-site',
    policy: 'session-none',
    title: 'Somebody else’s page',
    see: 'This page is on another site, and asks the same CDN with credentials. Unless the browser keeps cookies apart for each site, the cookie of your log-in goes with it. The GET is blocked: the CDN does not name this page. The rule is there for this.',
    outcome: 'blocked',
    reason: 'allow-origin-missing',
  },
  {
    page: 'sandboxed',
    loader: 'fetch-same-origin',
    relation: 'other-site',
    policy: 'null',
    title: 'The origin null',
    see: 'This CDN allows the origin null. A sandboxed frame has it, and anybody can make one: there the GET is readable. The page’s own element, which has an origin, is refused.',
    outcome: 'readable',
    reason: null,
  },
] as const satisfies readonly Stop[];
