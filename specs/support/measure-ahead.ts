import type { Measurement } from '../../model/evidence/measurement';
import type { Scenario } from '../../model/scenarios/build/scenario';

type Measure = (scenarios: readonly Scenario[]) => Promise<readonly Measurement[]>;

/** Cells of so many are measured at once: most of what a batch costs by itself is saved, and little is lost with a worker. */
const mostAtOnce = 256;

/**
 * Measures scenarios together with some of those that are asked for next, which costs far less than one batch after the
 * other. Each measurement is given out once, so whoever asks again has it measured again.
 * @param measure measures a batch
 */
export function measureAhead(
  measure: Measure,
): (scenarios: readonly Scenario[], next: readonly (readonly Scenario[])[]) => Promise<Measurement[]> {
  const known = new Map<string, Measurement>();
  return async (scenarios, next) => {
    if (!scenarios.every(({ id }) => known.has(id))) {
      const batch = [...scenarios];
      for (const some of next) {
        if (batch.length + some.length > mostAtOnce) break;
        batch.push(...some);
      }
      for (const each of await measure(batch)) known.set(each.id, each);
    }
    const found = scenarios.flatMap(({ id }) => known.get(id) ?? []);
    for (const { id } of scenarios) known.delete(id);
    return found;
  };
}
