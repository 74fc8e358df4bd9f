import type { PolicyName } from '../lab/policies';
import { all, anonymous } from './build/expect';
import type { Expectation, Suite } from './build/scenario';

const row = (claim: string, policy: PolicyName, expectation: Expectation) =>
  ({ claim, page: 'http', relation: 'other-site', policy, expect: all(anonymous, expectation) }) as const;

const mismatch = 'blocked: allow-origin-mismatch';
const multiple = 'blocked: allow-origin-multiple';

export const allowOrigin = {
  number: 5,
  title: 'Access-Control-Allow-Origin is * or the one origin, byte for byte',
  rows: [
    row('* allows every origin', 'wildcard', 'readable'),
    row('the exact origin, from an allowlist, is allowed', 'exact', 'readable'),
    row('the exact origin, set by hand, is allowed', 'exact-by-hand', 'readable'),
    row('an echoed origin is allowed', 'any-origin', 'readable'),
    row('white space around * does not matter', 'padded-wildcard', 'readable'),
    row('a missing header allows nobody', 'none', 'blocked: allow-origin-missing'),
    row('another origin named is no permission', 'other-origin', mismatch),
    row('the origin with another scheme is another origin', 'other-scheme', mismatch),
    row('the origin without its port is another origin', 'no-port', mismatch),
    row('an empty header allows nobody', 'empty', mismatch),
    row('null allows no page that has an origin', 'null', mismatch),
    row('two header lines that differ allow nobody', 'two-lines', multiple),
    row('two header lines that agree allow nobody', 'two-same-lines', multiple),
    row('a list with commas allows nobody', 'list', multiple),
    row('a list with spaces allows nobody', 'space-list', multiple),
    row('a trailing slash makes it another string', 'trailing-slash', mismatch),
    row('capitals make it another string', 'upper-case', mismatch),
    row('http// is not http://', 'malformed-scheme', mismatch),
    row('a host alone is not an origin', 'host-only', mismatch),
    row('a pattern is not understood', 'subdomain-wildcard', mismatch),
    row('an ftp: origin is another origin', 'ftp-origin', mismatch),
  ],
} as const satisfies Suite;
