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

/** A secret as it may turn up: as it is, percent-encoded once and twice, and in base64 with and without its end. */
function spellingsOf(secret: string): string[] {
  const plain = [secret, decoded(secret)];
  const base64 = plain.flatMap((each) => [
    Buffer.from(each).toString('base64'),
    Buffer.from(each).toString('base64url'),
  ]);
  const percent = plain.flatMap((each) => [
    encodeURIComponent(each),
    encodeURIComponent(encodeURIComponent(each)),
  ]);
  return [...plain, ...percent, ...base64, ...base64.map((each) => each.replace(/=+$/, ''))];
}

/** What a person gives away in a URL: its userinfo, its query, and the values in that. */
function secretsOf(url: string): string[] {
  const { username, password, search } = new URL(url);
  const values = search
    .slice(1)
    .split('&')
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
  private readonly spellings: readonly string[];

  /**
   * @param urls of their userinfo and queries the values are hidden
   * @param headers lines whose values are hidden
   */
  constructor(urls: readonly string[], headers: readonly HeaderLine[]) {
    const secrets = [...urls.flatMap(secretsOf), ...headers.flatMap(([, value]) => partsOf(value))];
    const all = secrets.filter((secret) => secret.length >= leastLength).flatMap(spellingsOf);
    // The longest first: one may be a part of another.
    this.spellings = [...new Set(all)].sort((a, b) => b.length - a.length);
  }

  text(text: string): string {
    return this.spellings.reduce((left, secret) => left.replaceAll(secret, hidden), text);
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
