/** What a terminal would obey, hide or reorder: control characters, bidi overrides and other marks without a glyph, lone surrogates. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const names: Readonly<Record<string, string | undefined>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const escape = (character: string): string => {
  const code = character.codePointAt(0)!.toString(16);
  return names[character] ?? (code.length > 2 ? `\\u{${code}}` : `\\x${code.padStart(2, '0')}`);
};

/** Any text on one line, with what is not seen of it as an escape: ESC is `\x1b`, a right-to-left override `\u{202e}`. */
const visible = (text: string): string => text.replace(unseen, escape);

/** How many characters of a foreign text are shown unless said otherwise. */
const mostShown = 200;

/** Cuts text after `most` characters, and says how many were cut. */
function cut(text: string, most = mostShown): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most)}… (${text.length - most} more characters)`;
}

/** Text from outside, safe to show: on one line, nothing in it that a terminal obeys, at most `most` characters of it. */
export const shown = (text: string, most?: number): string => visible(cut(text, most));

/** Any value from outside as JSON, safe to show. */
export function shownValue(value: unknown): string {
  if (typeof value === 'string') return `"${shown(value)}"`;
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'symbol' || typeof value === 'bigint' || Number.isNaN(value))
    return shown(String(value));
  try {
    return value === undefined ? 'nothing' : shown(JSON.stringify(value));
  } catch {
    return Array.isArray(value) ? 'a list nested too deep to show' : 'an object nested too deep to show';
  }
}

/** Lines of a message, each safe to show; of a long one its start and its end, where it says what to do. */
export function shownMessage(text: string, most = 1_200): string {
  const left = text.length - most;
  const kept =
    left <= 0 ? text : `${text.slice(0, most / 2)}… (${left} characters left out) …${text.slice(-most / 2)}`;
  return kept.split('\n').map(visible).join('\n');
}

/** JSON that means the same, with nothing in it that a terminal obeys. */
export const visibleJson = (json: string): string =>
  json.replace(/[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`)
      .join(''),
  );
