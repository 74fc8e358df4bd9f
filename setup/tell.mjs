/**
 * Says one thing to the person who waits.
 * @param {string} message
 */
export function tell(message) {
  process.stderr.write(`earshot: ${message}\n`);
}

/** The clone cannot be made ready; the message says why and what to run. */
export class Unready extends Error {
  /** @override */
  name = 'Unready';
}
