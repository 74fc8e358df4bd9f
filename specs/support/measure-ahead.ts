import type { Measurement } from '../../model/evidence/measurement';
import type { Scenario } from '../../model/scenarios/build/scenario';

type Measure = (scenarios: readonly Scenario[]) => Promise<readonly Measurement[]>;

/**
 * So many cells are measured at once at first, and twice as many in each batch after it: a batch waits for its slowest
 * cell. A test that fails ends its worker, and what it had measured ahead is lost; the next worker begins small.
 */
const mostAtFirst = 256;
/** More than any page has. */
const mostAtOnce = 4_096;

/**
 * Measures scenarios together with some of those that are asked for next, which costs far less than one batch after the
 * other. Each measurement is given out once, so whoever asks again has it measured again.
 * @param measure measures a batch
 */
export function measureAhead(
  measure: Measure,
): (scenarios: readonly Scenario[], next: readonly (readonly Scenario[])[]) => Promise<Measurement[]> {
  const known = new Map<string, Measurement>();
  let most = mostAtFirst;
  return async (scenarios, next) => {
    if (!scenarios.every(({ id }) => known.has(id))) {
      const batch = [...scenarios];
      for (const some of next) {
        if (batch.length + some.length > most) break;
        batch.push(...some);
      }
      most = Math.min(2 * most, mostAtOnce);
      for (const each of await measure(batch)) known.set(each.id, each);
    }
    const found = scenarios.flatMap(({ id }) => known.get(id) ?? []);
    for (const { id } of scenarios) known.delete(id);
    return found;
  };
}
