import { withAuthorizationAllowed } from './changes';
import { answered, asksCdn } from './examples';
import type { ExchangeQuirk } from './exchange-quirk';

/** A quirk that engines have alike. */
export const coversAuthorization = ({
  engine,
  seenIn,
}: Pick<ExchangeQuirk, 'engine' | 'seenIn'>): ExchangeQuirk => ({
  id: `${engine}-authorization-under-wildcard`,
  engine,
  title: 'Access-Control-Allow-Headers: * covers Authorization',
  seenIn,
  source: 'https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name',
  example: asksCdn(
    'http://app.test',
    { headers: [['Authorization', 'Bearer x']] },
    answered('actual', 200, ['Access-Control-Allow-Headers', '*']),
  ),
  seenAs: withAuthorizationAllowed,
});
