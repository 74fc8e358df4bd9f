import type { EngineName } from '../../evidence/engine';
import { asksCdn, answered } from './examples';
import type { ExchangeQuirk } from './exchange-quirk';

/** Where there is no body, all engines compare integrity metadata with no bytes; the standard refuses it. */
export const comparesNoBody = ({
  engine,
  seenIn,
}: {
  readonly engine: EngineName;
  readonly seenIn: readonly string[];
}): ExchangeQuirk => ({
  id: `${engine}-compares-no-body-as-an-empty-one`,
  engine,
  title: 'Integrity metadata are compared with no bytes where an answer has no body',
  seenIn,
  source: 'https://fetch.spec.whatwg.org/#main-fetch',
  example: asksCdn(
    'http://app.test',
    { method: 'HEAD', integrity: 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' },
    answered('actual', 200),
  ),
  fetch: { comparesNoBody: true },
});
