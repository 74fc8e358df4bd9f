import colors from 'picocolors';
import { groupBy } from '../lists/group-by';
import type { Proof, Unfixed } from '../measure/prove-fixes';
import { shown } from '../../model/http/shown-text';
import { tellAlike } from './alike';
import { renderColumns, renderTable } from './tables';

const editsOf = ({ edits }: Pick<Proof, 'edits'>): string =>
  edits.map(({ where, says }) => `${where}: ${says}`).join('\n');

/** Fixes that differ by the page's origin alone are one row. */
const kindOf = (proof: Proof): string =>
  editsOf(proof).replace(/Allow-Origin: https?:\/\/\S+/g, "Allow-Origin: <the page's origin>");

const outcomeOf = ({ engine, outcome, reason, labError }: Proof): string =>
  `${engine}: ${labError ? `inconclusive, ${shown(labError.message)}` : [outcome, reason].filter(Boolean).join(', ')}`;

/** What fixes were proven, kind by kind; with `full` also scenario by scenario. Those that were not are always told, each cause once. */
export function proofTable(proofs: readonly Proof[], unfixable: readonly Unfixed[], full: boolean): string {
  const kinds = [...groupBy(proofs, kindOf)].sort(([, a], [, b]) => b.length - a.length);
  const rows = kinds.map(([kind, some]) => {
    const proven = some.filter((each) => each.proven).length;
    const share = `${proven} of ${some.length}`;
    return [kind, proven === some.length ? share : colors.red(share), some[0]!.id];
  });
  const unproven = proofs.filter(({ proven }) => !proven);
  const linesOf = (proof: Proof) => [...editsOf(proof).split('\n'), outcomeOf(proof)];
  const reasons = [...groupBy(unfixable, ({ why }) => why)].map(([why, some]) => [
    `  ${some.length}`,
    why,
    some[0]!.says,
  ]);
  const share = proofs.filter(({ proven }) => proven).length;
  return [
    renderTable(['fix', 'readable with it', 'for example'], [6, 1.5, 3], rows),
    ...(full ? proofs.filter(({ proven }) => proven) : []).map((proof) =>
      [proof.id, ...linesOf(proof)].join('\n  '),
    ),
    ...tellAlike(unproven, linesOf),
    ...(reasons.length > 0 ? ['Without a fix:', renderColumns(reasons)] : []),
    `${share} of ${proofs.length} fixes proven`,
  ].join('\n');
}
