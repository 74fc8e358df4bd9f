import type { HeaderLine } from '../../model/http/headers';

/** What stands for a secret. */
const hidden = '…';

/** A short secret would be found in many words that are none of its business. */
const leastLength = 4;
/** So would a short value of a query, which is often a plain word; in the URL its whole query is hidden. */
const leastValue = 8;
/** Fields whose texts are the words of Earshot itself. */
const ownWords = new Set([
  // An id is made without secrets, and has to stay the same.
  ...[
    'aims',
    'ended',
    'engine',
    'expected',
    'hole',
    'id',
    'isNot',
    'link',
    'loader',
    'outcome',
    'part',
    'product',
    'reason',
    'root',
  ],
  ...['server', 'version', 'where'],
]);

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** A pattern of a byte by its number in hex, percent-encoded once or twice. */
const percentOf = (byte: number): string => `%(?:25)?${byte.toString(16).padStart(2, '0')}`;

/** A pattern of a text each letter of which stands as it is or percent-encoded: who sends it back may encode what he likes, in letters of either case. */
function percentPattern(text: string): string {
  const letters = Array.from(text, (letter) => {
    const bytes = [...Buffer.from(letter)].map(percentOf);
    return `(?:${escaped(letter)}|${bytes.join('')})`;
  });
  return letters.join('');
}

/** What of the base64 of a longer text tells of the secret that begins after so many bytes of it, and of nothing else. */
function base64Within(secret: Buffer, before: number): string {
  const bytes = Buffer.concat([Buffer.alloc(before), secret]);
  return bytes.toString('base64').slice(Math.ceil((before * 4) / 3), Math.floor((bytes.length * 4) / 3));
}

/** Patterns of a secret as it may turn up: as it is, percent-encoded, and in base64, by itself or in a longer text. */
function patternsOf(secret: string): string[] {
  const plain = [...new Set([secret, decoded(secret)])];
  const base64 = plain.flatMap((each) => {
    const bytes = Buffer.from(each);
    const within = each.length < leastValue ? [] : [0, 1, 2].map((before) => base64Within(bytes, before));
    const whole = bytes.toString('base64');
    return [whole, whole.replace(/=+$/, ''), ...within];
  });
  const url = base64.map((each) => each.replaceAll('+', '-').replaceAll('/', '_'));
  return [...plain.map(percentPattern), ...[...base64, ...url].map(percentPattern)];
}

/** What a person gives away in a URL: its userinfo, its query, and the values in that and in its fragment. */
function secretsOf(url: string): string[] {
  const { username, password, search, hash } = new URL(url);
  const values = [search, hash]
    .flatMap((fields) => fields.slice(1).split('&'))
    .map((field) => field.slice(field.indexOf('=') + 1))
    .filter((value) => value.length >= leastValue);
  return [
    search,
    username,
    password,
    ...(username && password ? [`${username}:${password}`] : []),
    ...values,
  ];
}

/** Values of header lines, and the parts of those that hold several: a scheme and its token, cookies. */
const partsOf = (value: string): string[] => [
  value,
  ...value.split(/[\s;,]+/).map((part) => part.replace(/^[\w-]+=/, '')),
];

/** Takes out of texts what the person gave that nobody else may see. */
export class Redactor {
  private readonly pattern: RegExp | null;

  /**
   * @param urls of their userinfo and queries the values are hidden
   * @param headers lines whose values are hidden
   */
  constructor(urls: readonly string[], headers: readonly HeaderLine[]) {
    const secrets = [...urls.flatMap(secretsOf), ...headers.flatMap(([, value]) => partsOf(value))];
    const all = secrets.filter((secret) => secret.length >= leastLength).flatMap(patternsOf);
    // The longest first: one may be a part of another.
    const patterns = [...new Set(all)].sort((one, other) => other.length - one.length);
    this.pattern = patterns.length === 0 ? null : new RegExp(patterns.join('|'), 'gi');
  }

  text(text: string): string {
    return this.pattern ? text.replace(this.pattern, hidden) : text;
  }

  /** A value of JSON with all its texts so. */
  value<T>(value: T): T {
    if (typeof value === 'string') return this.text(value) as T;
    if (Array.isArray(value)) return value.map((each: unknown) => this.value(each)) as T;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [
        key,
        ownWords.has(key) ? (each as unknown) : this.value(each as unknown),
      ]),
    ) as T;
  }
}
