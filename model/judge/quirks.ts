import { engineNames, type EngineName } from '../evidence/engine';
import { engineFacts } from './engines';
import type { Quirk } from './quirks/quirk';

/** Where engines differ from the standards in a scenario. */
export const quirks: readonly Quirk[] = engineNames.flatMap((name) => engineFacts[name].quirks);

/** Those of scenarios, and those of exchanges that show in some, each once. */
export const quirksOfRuns = [
  ...new Map(
    engineNames
      .flatMap((name) => [...engineFacts[name].exchangeQuirks, ...engineFacts[name].quirks])
      .map(({ id, engine, title }) => [id, { id, engine, title }]),
  ).values(),
];

const matchers = new Map<string, RegExp>();

/** Whether a scenario's id is of a pattern: `*` stands for anything within one field, `{a,b}` for either. */
export function matchesPattern(pattern: string, id: string): boolean {
  let matcher = matchers.get(pattern);
  if (!matcher) {
    const source = pattern
      .replace(/[.+?^$()|[\]\\]/g, '\\$&')
      .replace(/\{([^}]*)\}/g, (_, inside: string) => `(?:${inside.replaceAll(',', '|')})`)
      .replaceAll('*', '[^/]*');
    matcher = new RegExp(`^${source}$`);
    matchers.set(pattern, matcher);
  }
  return matcher.test(id);
}

/** What is known of `engine` in a scenario. */
export const quirkOf = (engine: EngineName, scenarioId: string): Quirk | undefined =>
  engineFacts[engine].quirks.find(({ scenarios }) =>
    scenarios.some((pattern) => matchesPattern(pattern, scenarioId)),
  );
