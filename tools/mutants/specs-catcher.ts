import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { runWithTimeout } from '../../runner/waiting/run-with-timeout';
import type { Catcher } from './catcher';
import { root, type Modules } from './modules';

const folder = 'specs/model';
/** Those that ask the oracle itself; the others ask it by way of the scenarios, as the matrix does. */
const asksOracle = /^(oracle-.*|cors-check|http-cache)\.spec\.ts$/;

interface Spec {
  readonly title: string;
  readonly body: () => unknown;
}

/** The specs of the oracle, run without Playwright: none of them waits for anything. */
export function createSpecs() {
  const files = readdirSync(join(root, folder)).filter((file) => asksOracle.test(file));
  const collected: Spec[] = [];
  const test = (title: string, body: Spec['body']) => void collected.push({ title, body });

  function passes({ body }: Spec): boolean {
    try {
      return runWithTimeout(body) === undefined;
    } catch {
      return false;
    }
  }

  function firstFailure(modules: Modules): string | null {
    for (const file of files) {
      // A file that a mutant does not concern is not evaluated again, and has no specs then.
      runWithTimeout(() => modules.load(`${folder}/${file}`));
      const failed = collected.splice(0).find((spec) => !passes(spec));
      if (failed) return `${file}: ${failed.title}`;
    }
    return null;
  }

  return {
    standIns: { '@playwright/test': { expect, test } },
    /** @throws Error where a spec fails of the true oracle */
    catcher(truth: Modules): Catcher {
      const failure = firstFailure(truth);
      if (failure !== null) throw new Error(`Failed to run the specs: ${failure} fails of the true oracle.`);
      return { catches: firstFailure };
    },
  };
}
