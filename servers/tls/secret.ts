import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The secret of a lab, which opens the pages that are there to be misused. All its servers have one TLS key, so each
 * makes the same secret by itself, and nobody without the key can.
 * @param key the lab's private key, PEM
 */
export const secretOf = (key: string): string =>
  createHmac('sha256', key).update('earshot: pages to be misused').digest('base64url').slice(0, 32);

/** Whether `given` is the secret, in a time that does not depend on how much of it is right. */
export function isSecret(given: string, secret: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(secret)];
  return one.length === other.length && timingSafeEqual(one, other);
}
