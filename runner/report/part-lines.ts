import colors from 'picocolors';
import { shown } from '../../model/http/shown-text';
import type { CheckedPart, CheckResult } from '../check/check-result';

const where = ({ url, range }: CheckedPart): string =>
  shown(`${url}${range === null ? '' : ` (${range})`}`, 200);

const whatCame = ({ outcome, reason, fault, loads }: CheckedPart): string => {
  const paint =
    outcome === 'readable' ? colors.green : outcome === 'inconclusive' ? colors.yellow : colors.red;
  const why = loads.find((load) => load.inconclusive !== null)?.inconclusive ?? reason;
  return `${paint(outcome)}${why === null ? '' : ` (${shown(why)})`}${fault === null ? '' : `: ${shown(fault)}`}`;
};

/** A line for each part of a stream: its name, what came of it, and its URL. */
export const partLines = (parts: CheckResult['parts'], page: string): string[] =>
  (parts ?? [])
    .filter((part) => part.page === page)
    .map((part) => `${part.part.padEnd(15)} ${whatCame(part)}  ${colors.dim(where(part))}`);
