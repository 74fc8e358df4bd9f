import { parseUrl } from '../http/url';
import type { ExchangeCase } from './exchange-case';
import { isMedia } from './media-destination';
import type { Outcome } from './outcome';
import type { Reason } from './reason';
import type { Trace } from './trace';

type Page = Pick<ExchangeCase['page'], 'origin' | 'userActivation' | 'allow' | 'permissionsPolicy'>;

/**
 * What a page lets itself do of `autoplay` by its header (https://www.w3.org/TR/permissions-policy/#algo-construct-policy):
 * whether its own origin is in the allowlist. Of several values the last counts; a page that names none is on it.
 */
function declaresAutoplay({ permissionsPolicy, origin }: Page): boolean {
  const values = [...(permissionsPolicy ?? '').matchAll(/(?:^|,)\s*autoplay=(\([^)]*\)|[^,;\s]+)/g)];
  const value = values.at(-1)?.[1];
  if (value === undefined) return true;
  const items = value.replace(/^\(|\)$/g, '').split(/\s+/);
  return items.some(
    (item) => item === '*' || item === 'self' || isOrigin(item.replace(/^"|"$/g, ''), origin),
  );
}

const isOrigin = (value: string, origin: string): boolean => parseUrl(value)?.origin === origin;

/**
 * Whether the `allow` of a frame hands `autoplay` on to the page in it
 * (https://www.w3.org/TR/permissions-policy/#algo-process-policy-attributes); without a list it is for the origin of its `src`.
 */
function isHandedOn({ allow, origin }: Page): boolean {
  const lists = (allow ?? '').split(';').map((directive) => directive.trim().split(/\s+/));
  const list = lists.find(([name]) => name === 'autoplay')?.slice(1);
  if (!list) return false;
  return list.length === 0 || list.some((item) => item === '*' || item === "'src'" || isOrigin(item, origin));
}

/**
 * Whether sound may begin (https://html.spec.whatwg.org/multipage/media.html#allowed-to-play). HTML leaves that to browsers,
 * and all of them ask for a sticky activation: of the page, or of the one around it, which hands it on as far as the feature
 * `autoplay` of Permissions Policy goes (https://html.spec.whatwg.org/multipage/infrastructure.html#autoplay-feature). Nobody
 * knows of a page that says nothing of it: it counts as clicked.
 */
export function isAllowedToPlay(page: Page): boolean {
  if (page.userActivation === 'none') return false;
  return page.userActivation !== 'parent' || (isHandedOn(page) && declaresAutoplay(page));
}

/**
 * What comes of a song that a media element has, and that nobody has kept from script: where it is not allowed to play, it
 * stays silent, since `play()` is refused with a NotAllowedError. Whatever else is the matter comes first: it stays so after a
 * click.
 */
export function playIfAllowed<Heard extends { readonly outcome: Outcome; readonly reason: Reason | null }>(
  { isAllowedToPlay: isAllowed }: { readonly isAllowedToPlay: boolean },
  destination: string,
  heard: Heard,
  trace?: Trace,
): Heard {
  if (isAllowed || heard.outcome === 'blocked' || !isMedia(destination)) return heard;
  trace?.note(
    'allowed to play',
    'no: nobody clicked there, so play() is refused and the AudioContext stays suspended',
  );
  return heard.outcome === 'readable'
    ? { ...heard, outcome: 'opaque', reason: 'not-allowed-to-play' }
    : heard;
}
