/**
 * Dates as `PR_ParseTimeString` of NSPR reads them, which Firefox asks for the dates of answers, and of which Chromium has a
 * copy that knows ISO 8601, too (https://searchfox.org/mozilla-central/source/nsprpub/pr/src/misc/prtime.c): word by word, each
 * taken for what it looks like, in any order; the time may be missing.
 */

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Hours from GMT. */
const zones: Readonly<Record<string, number>> = {
  ...{ pst: -8, pdt: -7, mst: -7, mdt: -6, cst: -6, cdt: -5, est: -5, edt: -4, ast: -4, nst: -3.5 },
  ...{ gmt: 0, bst: 1, met: 1, eet: 2, jst: 9 },
};

/** Of 16 bits with a sign. */
const lastYear = 32_767;

/** What was seen so far; the first of each kind counts. */
interface Parts {
  year?: number;
  /** From 0 on. */
  month?: number;
  day?: number;
  /** Milliseconds since midnight. */
  time?: number;
  /** Hours. */
  zone?: number;
  /** Hours. */
  offset?: number;
}

const fullYear = (year: number): number => (year < 70 ? 2000 + year : year < 100 ? 1900 + year : year);

/** A word of letters: the name of a month or of a zone, known by its first three. */
function takeName(parts: Parts, word: string): void {
  const name = word.slice(0, 3).toLowerCase();
  const month = months.indexOf(name);
  if (month !== -1) parts.month ??= month;
  else if (name in zones) parts.zone ??= zones[name]!;
}

/** `HH:MM[:SS]`, and AM or PM behind it. @returns how many characters that were; 0 for no time */
function takeTime(parts: Parts, rest: string): number {
  const [all, hours, minutes, seconds = '0', half] =
    /^(\d{1,2}):(\d{1,2})(?!\d)(?::(\d{0,2})(?!\d))?(?:\s*([ap])m)?/i.exec(rest) ?? [];
  if (all === undefined || parts.time !== undefined) return 0;
  const said = Number(hours);
  const isHalf = half !== undefined && said <= 12;
  const hour = isHalf ? (said % 12) + (/p/i.test(half) ? 12 : 0) : said;
  parts.time = ((hour * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return all.length;
}

/** Three numbers with `/` or `-` between them: the first is the year if it is no day, else the day if it is no month. @returns how many characters that were */
function takeNumbers(parts: Parts, rest: string, knowsIso: boolean): number {
  const pattern = knowsIso
    ? /^(\d{1,2}|\d{4})[/-](\d{1,2})[/-](\d{1,2}|\d{4,5})(?![\da-su-z])/i
    : /^(\d{1,2})[/-](\d{1,2})[/-](\d{1,2}|\d{4,5})(?![\da-z])/i;
  const found = parts.month === undefined ? pattern.exec(rest) : null;
  if (!found) return 0;
  const [first, second, third] = found.slice(1).map(Number) as [number, number, number];
  if (first > 31 || first === 0) {
    if (second > 12 || third > 31) return 0;
    Object.assign(parts, { year: fullYear(first), month: second - 1, day: third });
  } else if (first <= 12 || second <= 12) {
    const [month, day] = first > 12 ? [second, first] : [first, second];
    Object.assign(parts, { year: fullYear(third), month: month - 1, day });
  }
  return found[0].length;
}

/** A number alone: a day, where there is none yet, or a year. */
function takeNumber(parts: Parts, digits: string): void {
  const value = Number(digits);
  if (digits.length === 1) parts.day ??= value;
  else if (digits.length === 2 && parts.day === undefined && value < 32) parts.day = value;
  else if (digits.length === 2) parts.year ??= fullYear(value);
  else if (digits.length === 4 || digits.length === 5) parts.year ??= value;
}

/** `+0100`, `-08`, which only GMT may have before it. */
function takeOffset(parts: Parts, rest: string): void {
  const [, sign, digits = ''] = /^([+-])(\d+)/.exec(rest) ?? [];
  if (parts.offset !== undefined || (parts.zone ?? 0) !== 0 || ![1, 2, 4].includes(digits.length)) return;
  const hours =
    digits.length === 4 ? Number(digits.slice(0, 2)) + Number(digits.slice(2)) / 60 : Number(digits);
  parts.offset = sign === '+' ? hours : -hours;
}

/** Takes what a word begins with. @returns how many characters that were, if more of the word counts */
function takeWord(parts: Parts, rest: string, knowsIso: boolean): number {
  if (/^[a-z]/i.test(rest)) takeName(parts, rest);
  else if (/^[+-]/.test(rest)) takeOffset(parts, rest);
  else {
    const [digits, next = ''] = /^\d+(.?)/.exec(rest) ?? [];
    if (digits === undefined) return 0;
    if (next === ':') return takeTime(parts, rest);
    if (/^\d+[/-]\d/.test(rest)) return takeNumbers(parts, rest, knowsIso);
    if (!/[a-z]/i.test(next)) takeNumber(parts, digits.replace(/\D$/, ''));
  }
  return 0;
}

/** What is between two words; a dash goes with what follows it where a year is known and a digit comes. */
function betweenWords(text: string, at: number, { year }: Parts): number {
  let place = at;
  for (; place < text.length; place += 1) {
    const isDash = text[place] === '-';
    const isSign =
      isDash &&
      /\d/.test(text[place + 1] ?? '') &&
      !(/[a-z]/i.test(text[place - 1] ?? '') && year === undefined);
    if (isDash ? isSign : !/[\s,;/()[\]]/.test(text[place]!)) break;
  }
  return place;
}

/** Milliseconds since 1970; NaN for what is no date to it. @param knowsIso whether years of four digits may come first, and a T between date and time */
export function parseNsprDate(text: string, knowsIso: boolean): number {
  const parts: Parts = {};
  const delimiter = /[\s,;+/()[\]-]/;
  for (let at = 0; at < text.length;) {
    const isAfterDigit = knowsIso && /\d/.test(text[at - 1] ?? '') && /t/i.test(text[at]!);
    if (isAfterDigit) at += 1;
    let end = at + takeWord(parts, text.slice(at), knowsIso);
    if (knowsIso && end > at && /t/i.test(text[end] ?? '')) {
      at = end;
      continue;
    }
    if (end === at) end += 1;
    while (end < text.length && !delimiter.test(text[end]!)) end += 1;
    at = betweenWords(text, end, parts);
  }
  const { year, month, day, time = 0, zone = 0, offset = zone } = parts;
  const isDate = year !== undefined && month !== undefined && day !== undefined && year <= lastYear;
  return isDate ? Date.UTC(year, month, day) + time - offset * 3_600_000 : NaN;
}
