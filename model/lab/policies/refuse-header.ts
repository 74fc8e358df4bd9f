import { fieldValue, headerNameText } from '../../http/header-text';
const leads = 'leads anywhere; use the field "redirect", which leads to the lab alone';
const cookies = 'sets cookies for every port of a host; use the field "session" for the cookie of a log-in';
const host = 'acts on every port of a host, so on other apps too; leave it out';
const lasts = 'stays in the browser after the lab has ended; leave it out';

/**
 * Header lines that no ad-hoc policy may have, and why: anybody can link to one, and these reach further than its own
 * answer (docs/decisions/0017). A CDN refuses them; the player says so before it asks.
 */
const reasons: Readonly<Record<string, string>> = {
  location: leads,
  refresh: leads,
  'set-cookie': cookies,
  'set-cookie2': cookies,
  'clear-site-data': host,
  'strict-transport-security': host,
  'secure-session-registration': host,
  'sec-session-registration': host,
  'alt-svc': lasts,
  nel: lasts,
  'report-to': lasts,
};

/** Header lines that an ad-hoc policy may have in one list. */
export const maxLines = 32;
const maxValue = 2_000;

/** Why a text is no name of a header that may be set by hand; undefined if it is one. */
export function whyNoName(name: string): string | undefined {
  if (name.length > 100 || !headerNameText.pattern.test(name)) return 'is not a field name (RFC 9110)';
  return /^(connection|content-length|transfer-encoding|trailer|upgrade|keep-alive)$/i.test(name)
    ? 'would break the framing of the message; choose another field'
    : undefined;
}

/** Why a text is no value of a header; undefined if it is one. */
export function whyNoValue(value: string): string | undefined {
  if (value.length > maxValue) return `may have ${maxValue} characters; this one has more`;
  return fieldValue.test(value)
    ? undefined
    : 'holds a byte that no header may have (a line break, a control, or one above 255)';
}

/** Why a policy of somebody's own may not send a header; undefined if it may. */
export const whyNotSent = (name: string): string | undefined => {
  const known = name.toLowerCase();
  return Object.hasOwn(reasons, known) ? reasons[known] : undefined;
};
