const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** How the date of a cookie is read. */
export interface DateGrammar {
  /** Hour, minute and second. */
  readonly time: RegExp;
  /** Of two digits, it is one of 1970 to 2069. */
  readonly year: RegExp;
  readonly firstYear: number;
  /** Whether what the calendar and the clock do not have is counted on, as 31 Feb to 3 Mar, and a time that is missing is midnight. */
  readonly countsOn: boolean;
}

/** https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#section-5.1.1 */
export const standardDates: DateGrammar = {
  time: /^(\d{1,2}):(\d{1,2}):(\d{1,2})(?!\d)/,
  year: /^\d{2,4}(?!\d)/,
  firstYear: 1601,
  countsOn: false,
};

/** A cookie-date (rfc6265bis, section 5.1.1), in ms since 1970; null if it is none. */
export function readCookieDate(text: string, grammar: DateGrammar): number | null {
  const { firstYear, countsOn } = grammar;
  // 1, 2.
  const tokens = text.split(/[\t -/;-@[-`{-~]+/);
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const place = tokens.findIndex((token) => pattern.test(token));
    return place === -1 ? null : pattern.exec(tokens.splice(place, 1)[0]!);
  };
  const time: readonly (string | number | undefined)[] =
    take(grammar.time)?.slice(1) ?? (countsOn ? [0] : [NaN]);
  const [hour = 0, minute = 0, second = 0] = time.map((digits) => Number(digits ?? 0));
  const day = Number(take(/^\d{1,2}(?!\d)/)?.[0]);
  const month = months.indexOf(take(new RegExp(`^(${months.join('|')})`, 'i'))?.[1]?.toLowerCase() ?? '');
  const said = Number(take(grammar.year)?.[0]);
  // 3, 4.
  const year = said >= 100 ? said : said + (said >= 70 ? 1900 : 2000);
  // 5.
  if (!(day <= 31) || month < 0 || !(year >= firstYear)) return null;
  const ms = Date.UTC(year, month, day, hour, minute, second);
  const isReal = new Date(ms).getUTCDate() === day && hour <= 23 && minute <= 59 && second <= 59;
  // 6, 7.
  return isReal || countsOn ? ms : null;
}
