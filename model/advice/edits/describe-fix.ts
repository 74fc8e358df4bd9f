import type { Edit, Fix } from './search-fix';

/** A fix in words, line by line: what to change on the page and on the CDN, then the header lines to send. */
export function describeFix({ edits, headers, preflightHeaders }: Fix<unknown>): string[] {
  const whereOf = ({ where, at }: Edit): string =>
    where === 'page' ? 'On the page' : `On ${at?.join(' and ') ?? 'the CDN'}`;
  const lines = (some: Fix<unknown>['headers']) => some.map(([name, value]) => `  ${name}: ${value}`);
  return [
    ...edits.map((edit) => `${whereOf(edit)}: ${edit.says}.`),
    ...(headers.length > 0 ? ['Header lines of every answer:', ...lines(headers)] : []),
    ...(preflightHeaders.length > 0
      ? ['Header lines of the answer to the preflight besides:', ...lines(preflightHeaders)]
      : []),
  ];
}
