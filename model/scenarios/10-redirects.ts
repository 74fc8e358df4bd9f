import type { PolicyName } from '../lab/policies';
import { all } from './build/expect';
import type { Expectation, Suite } from './build/scenario';

const row = (claim: string, policy: PolicyName, expectation: Expectation) =>
  ({
    claim,
    page: 'http',
    relation: 'other-site',
    policy,
    expect: { audio: 'opaque', ...all(['audio-anonymous', 'fetch-same-origin', 'xhr'], expectation) },
  }) as const;

export const redirects = {
  number: 10,
  title: 'Every hop of a redirect is checked, and a second foreign origin makes Origin null',
  rows: [
    row('a redirect within the CDN keeps the origin', 'redirect-same', 'readable'),
    row('a redirect between two that allow everybody passes', 'redirect-to-mirror', 'readable'),
    row(
      'a mirror that allows the player by name gets null',
      'redirect-to-mirror-by-name',
      'blocked: redirect-null-origin',
    ),
    row(
      'null is in no allowlist, so the mirror says nothing',
      'redirect-to-mirror-by-allowlist',
      'blocked: allow-origin-missing',
    ),
    row('a hop without CORS headers ends the load', 'redirect-without-cors', 'blocked: allow-origin-missing'),
    row('a chain of redirects passes where each allows everybody', 'redirect-chain', 'readable'),
    row(
      'a redirect back to the own server is still a foreign load',
      'redirect-to-player',
      'blocked: allow-origin-missing',
    ),
  ],
} as const satisfies Suite;
