import { withTimeout } from '../shared/bounds';
import type { Choices } from './choices';
import { baseOf } from './get-and-load';
import { silentCdn, isReachable, type Lab } from './lab';

/**
 * Asks the CDN to log the listener in. The page may not read the answer; all it wants is the cookie.
 * @throws Error if the CDN does not answer
 */
export async function logIn(lab: Lab, choices: Choices): Promise<void> {
  const request = fetch(`${baseOf(lab, choices)}/login`, { mode: 'no-cors', credentials: 'include' });
  try {
    await withTimeout(request, 10_000, `the log-in at ${choices.cdn}`);
  } catch (error) {
    const origin = lab.origin(choices.cdn);
    if (await isReachable(origin)) throw error;
    throw new Error(silentCdn(origin), { cause: error });
  }
}
