import { isAllowedToPlay, playIfAllowed } from './allowed-to-play';
import type { ExchangeCase } from './exchange-case';
import { isMedia } from './media-destination';
import type { Outcome } from './outcome';
import type { Reason } from './reason';
import type { Trace } from './trace';

/**
 * Whether a media element gives no sound, whatever it plays: its effective media volume is zero
 * (https://html.spec.whatwg.org/multipage/media.html#effective-media-volume). It counts in one that is tapped, too, which plays
 * as it would untapped (https://webaudio.github.io/web-audio-api/#dom-audiocontext-createmediaelementsource).
 */
export const isInaudible = ({
  destination,
  muted,
  volume,
}: Pick<ExchangeCase['request'], 'destination' | 'muted' | 'volume'>): boolean =>
  isMedia(destination) && (muted === true || volume === 0);

/**
 * What is heard of a load that nobody has kept from script: nothing of an element that gives no sound, or may not begin. The
 * first comes first: it stays so after a click.
 */
export function hearSound<Heard extends { readonly outcome: Outcome; readonly reason: Reason | null }>(
  { page, request }: Pick<ExchangeCase, 'page' | 'request'>,
  heard: Heard,
  trace?: Trace,
): Heard {
  const client = { isAllowedToPlay: isAllowedToPlay(page) };
  if (!isInaudible(request)) return playIfAllowed(client, request.destination, heard, trace);
  if (heard.outcome === 'blocked') return heard;
  const begins = client.isAllowedToPlay
    ? ''
    : '. So it may begin without a click if it is a <video>; an <audio> may in Firefox, and not in Chromium';
  trace?.note('effective media volume', `zero, and so is what Web Audio hears${begins}`);
  return heard.outcome === 'readable' ? { ...heard, outcome: 'opaque', reason: 'muted' } : heard;
}
