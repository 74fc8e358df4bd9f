/** Which part of a file a request asks for: none, from the first byte on, or from a later one. */
export const rangeKinds = ['none', 'first', 'later'] as const;
type RangeKind = (typeof rangeKinds)[number];

/** What a request must be for an answer to be given to it: all that is said. */
export interface AnswerCondition {
  readonly range?: RangeKind | null | undefined;
  /** Whether it has an `Origin`; or which. */
  readonly origin?: boolean | string | null | undefined;
  /** Whether it has a `Referer`; or how that begins. */
  readonly referer?: boolean | string | null | undefined;
  /** What stands in its `User-Agent`. The standards know of none. */
  readonly userAgent?: string | null | undefined;
}

/** What a server sees of a request that decides between answers. */
export interface AskedHeaders {
  readonly range: string | null;
  readonly origin: string | null;
  readonly referer: string | null;
  readonly userAgent: string | null;
}

const rangeKind = (range: string | null): RangeKind => {
  const [, first] = /^bytes=(\d+)-/.exec(range ?? '') ?? [];
  if (first === undefined) return 'none';
  return Number(first) === 0 ? 'first' : 'later';
};

const holds = (
  wanted: boolean | string,
  value: string | null,
  isLike: (value: string, wanted: string) => boolean,
): boolean =>
  typeof wanted === 'boolean' ? wanted === (value !== null) : value !== null && isLike(value, wanted);

/** Whether an answer is given to a request. */
export function meetsCondition(condition: AnswerCondition | null | undefined, asked: AskedHeaders): boolean {
  if (!condition) return true;
  const { range, origin, referer, userAgent } = condition;
  return (
    (range == null || range === rangeKind(asked.range)) &&
    (origin == null || holds(origin, asked.origin, (value, wanted) => value === wanted)) &&
    (referer == null || holds(referer, asked.referer, (value, wanted) => value.startsWith(wanted))) &&
    (userAgent == null || asked.userAgent?.includes(userAgent) === true)
  );
}
