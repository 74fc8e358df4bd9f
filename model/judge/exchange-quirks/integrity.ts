import type { EngineName } from '../../evidence/engine';
import { namesDigest } from '../../standards/subresource-integrity';
import { asksCdn, answered } from './examples';
import type { ExchangeQuirk } from './exchange-quirk';

/** Integrity metadata that name no algorithm of the standard are none, in all engines, even where there is no body to compare. */
export const ignoresUnknownIntegrity = ({
  engine,
  seenIn,
}: {
  readonly engine: EngineName;
  readonly seenIn: readonly string[];
}): ExchangeQuirk => ({
  id: `${engine}-ignores-unknown-integrity`,
  engine,
  title: 'Integrity metadata without a known algorithm refuse no answer that has no body',
  seenIn,
  source: 'https://fetch.spec.whatwg.org/#main-fetch',
  example: asksCdn('http://app.test', { method: 'HEAD', integrity: 'md5-AAAA' }, answered('actual', 200)),
  seenAs(each) {
    const { integrity, mode, redirect } = each.request;
    const mayBeOpaque = mode === 'no-cors' || redirect === 'manual';
    return integrity != null && !mayBeOpaque && !namesDigest(integrity)
      ? { ...each, request: { ...each.request, integrity: null } }
      : each;
  },
});
