const leads = 'leads anywhere; use the field "redirect", which leads to the lab alone';
const cookies = 'sets cookies for every port of a host; use the field "session" for the cookie of a log-in';
const host = 'acts on every port of a host, so on other apps too; leave it out';
const lasts = 'stays in the browser after the lab has ended; leave it out';

/**
 * Header lines that no ad-hoc policy may have, and why: anybody can link to one, and these reach further than its own
 * answer (docs/decisions/0017).
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

/** Why a policy of somebody's own may not send a header; undefined if it may. */
export const whyNotSent = (name: string): string | undefined => {
  const known = name.toLowerCase();
  return Object.hasOwn(reasons, known) ? reasons[known] : undefined;
};
