import { shown } from '../../model/http/shown-text';
import { allScenarios, suites } from '../../model/scenarios';
import type { Scenario } from '../../model/scenarios/build/scenario';
import { reasonCodes } from '../../model/standards/reason';
import { nearest } from '../given/nearest';
import { whatItIs } from '../given/told-apart';

const fields = ['page', 'loader', 'relation', 'policy'] as const;
type Field = (typeof fields)[number];

const isLiteral = (part: string): boolean => part !== '' && !/[*?[\]{}()!+@\\]/.test(part);

/** Where a name of each kind stands in an id. */
const globOf: Readonly<Record<Field, (name: string) => string>> = {
  page: (name) => `${name}/**`,
  loader: (name) => `*/${name}/**`,
  relation: (name) => `*/*/${name}/*`,
  policy: (name) => `**/${name}`,
};

const namesOf = (scenarios: readonly Scenario[], field: Field): string[] => [
  ...new Set(scenarios.map((each) => each[field])),
];

/** Parts whose names are right, as an id that there is; globs as they are. */
function existing(parts: readonly string[], scenarios: readonly Scenario[]): string {
  const id = parts.join('/');
  const ids = scenarios.map((each) => each.id);
  const isId = parts.length === fields.length && parts.every(isLiteral);
  return isId && !ids.includes(id) ? (nearest(id, ids) ?? id) : id;
}

/** What is wrong with the parts of an id or a glob, and what it should be. */
function wrongPart(typed: string, scenarios: readonly Scenario[]): string | undefined {
  const parts = typed.split('/');
  const isWhole = parts.length === fields.length && !parts.includes('**');
  const all = fields.flatMap((field) => namesOf(scenarios, field));
  const wrong: string[] = [];
  const right = parts.map((part, i) => {
    const known = isWhole ? namesOf(scenarios, fields[i]!) : all;
    if (!isLiteral(part) || known.includes(part)) return part;
    const name = nearest(part, known);
    const other = fields.find((field) => namesOf(scenarios, field).includes(part));
    const is = other ? `a ${other}, and no ${fields[i]}` : isWhole ? `no ${fields[i]}` : 'no part of an id';
    wrong.push(`"${shown(part)}" is ${is}.`);
    return name ?? part;
  });
  if (wrong.length === 0) return undefined;
  const better = existing(right, scenarios);
  return `${wrong.join(' ')}${better === typed ? '' : ` Did you mean "${shown(better)}"?`}`;
}

/** Of a name that stands alone. */
function aloneName(typed: string, scenarios: readonly Scenario[]): string | undefined {
  const field = fields.find((each) => namesOf(scenarios, each).includes(typed));
  if (field) {
    const { id } = scenarios.find((each) => each[field] === typed)!;
    return `It is a ${field} alone. A scenario that has it: ${id}; all of them: "${globOf[field](typed)}"`;
  }
  if (!(reasonCodes as readonly string[]).includes(typed)) return undefined;
  const example = scenarios.find(({ expectedReason }) => expectedReason === typed);
  return `It is a reason.${example ? ` A scenario that has it: ${example.id}` : ''}`;
}

/** Why an id or a glob chooses no scenario, and what would. */
export function noSuchScenario(typed: string): string {
  const scenarios = allScenarios();
  if (typed.startsWith('claim:'))
    return `Suites are claim:1 to claim:${suites.length}: see "npx earshot list"`;
  const said = whatItIs(typed, 'id') ?? aloneName(typed, scenarios) ?? wrongPart(typed, scenarios);
  if (said !== undefined) return said;
  const near = nearest(
    typed,
    scenarios.map(({ id }) => id),
  );
  if (near !== undefined) return `There is no scenario of all these. The nearest is "${near}"`;
  return (
    `Ids look like ${scenarios[0]!.id} (page/loader/relation/policy). ` +
    `Try "http/**", "**/wildcard" or claim:4, which is suite 4 of "npx earshot list"`
  );
}
