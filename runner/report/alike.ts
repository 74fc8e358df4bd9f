import { groupBy } from '../lists/group-by';

/** At most this many causes are told, and of each this many ids; the JSON has them all. */
const mostCauses = 20;
const mostIds = 3;

/** Findings that came to the same. */
export interface Alike<T> {
  readonly lines: string;
  readonly some: readonly [T, ...T[]];
}

/** Findings by what there is to say of them, in the order in which each was first seen. */
export const alike = <T>(all: readonly T[], linesOf: (each: T) => string): Alike<T>[] =>
  [...groupBy(all, linesOf)].map(([lines, some]) => ({ lines, some: some as [T, ...T[]] }));

/** The ids of findings that came to the same, and how many more there are. */
export function idsOf(some: readonly { readonly id: string }[]): string[] {
  const left = some.length - mostIds;
  return [...some.slice(0, mostIds).map(({ id }) => id), ...(left > 0 ? [`… and ${left} more`] : [])];
}

/** Each cause once, with the ids that it stands for. `rest` says where the others are. */
export function tellAlike<T extends { readonly id: string; readonly engine: string }>(
  all: readonly T[],
  linesOf: (each: T) => readonly string[],
  rest = 'see --json',
): string[] {
  const causes = alike(all, (each) => [each.engine, ...linesOf(each)].join('\n'));
  const left = causes.slice(mostCauses).flatMap(({ some }) => some);
  return [
    ...causes.slice(0, mostCauses).flatMap(({ some }) => {
      const [first] = some;
      const [head, ...ids] = idsOf(some);
      const title = some.length === 1 ? head! : `${some.length} cells: ${head}`;
      return [
        `  ${first.engine}  ${title}`,
        ...ids.map((id) => `    ${id}`),
        ...linesOf(first).map((line) => `    ${line}`),
      ];
    }),
    ...(left.length > 0 ? [`  … and ${left.length} more: ${rest}`] : []),
  ];
}
