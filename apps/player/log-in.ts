import { withTimeout } from '../shared/bounds';
import type { Choices } from './choices';
import { baseOf } from './get-and-load';
import { silentCdn, isReachable, type Lab } from './lab';

/** Where this page has asked for a log-in, and was answered. */
const answered = new Set<string>();

/** Whether this page has logged in at the chosen CDN, under the chosen policy. What the browser made of the cookie, nobody tells it. */
export const hasLoggedIn = (lab: Lab, choices: Choices): boolean => answered.has(baseOf(lab, choices));

/**
 * Asks the CDN to log the listener in. The page may not read the answer; all it wants is the cookie.
 * @throws Error if the CDN does not answer
 */
export async function logIn(lab: Lab, choices: Choices): Promise<void> {
  const request = fetch(`${baseOf(lab, choices)}/login`, { mode: 'no-cors', credentials: 'include' });
  try {
    await withTimeout(request, 10_000, `the log-in at ${choices.cdn}`);
    answered.add(baseOf(lab, choices));
  } catch (error) {
    const origin = lab.origin(choices.cdn);
    if (await isReachable(origin)) throw error;
    throw new Error(silentCdn(origin), { cause: error });
  }
}
