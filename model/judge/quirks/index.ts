import { chromiumQuirks } from './chromium';
import { firefoxQuirks } from './firefox';
import type { Quirk } from './quirk';
import { webkitQuirks } from './webkit';

/** Where engines differ from the standards in a scenario. */
export const quirks: readonly Quirk[] = [...chromiumQuirks, ...firefoxQuirks, ...webkitQuirks];

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
export const quirkOf = (engine: string, scenarioId: string): Quirk | undefined =>
  quirks.find(
    (quirk) =>
      quirk.engine === engine && quirk.scenarios.some((pattern) => matchesPattern(pattern, scenarioId)),
  );
