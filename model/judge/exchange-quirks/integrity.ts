import type { EngineName } from '../../evidence/engine';
import { getHeader } from '../../http/headers';
import type { ExchangeCase, NamedAnswer } from '../../standards/exchange-case';
import { isRedirectStatus } from '../../standards/http-redirect-fetch';
import { hasNoBody, refusesBytes } from '../../standards/subresource-integrity';
import { asksCdn, answered } from './examples';
import type { ExchangeQuirk } from './exchange-quirk';

/** Whether no answer that a load may end with has a body, and its integrity metadata take no bytes. The right digest is that of the body that GET gets. */
function takesNoBytes({ request: { integrity, method }, responses }: ExchangeCase): boolean {
  const isLast = ({ for: name, status, headers }: NamedAnswer): boolean =>
    !name.startsWith('preflight') && !(isRedirectStatus(status) && getHeader(headers, 'location') !== null);
  const [first] = responses.filter(isLast);
  const last = responses.filter((answer) => isLast(answer) && answer.for === first?.for);
  return last.every(({ status, body }) => {
    const digested = integrity!.replaceAll('{body}', body === 'empty' ? '$&' : 'of-other-bytes');
    return hasNoBody(status, method) && !refusesBytes(digested, true);
  });
}

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
  seenAs(each) {
    const { integrity, mode, redirect } = each.request;
    const mayBeOpaque = mode === 'no-cors' || redirect === 'manual';
    return integrity != null && !mayBeOpaque && takesNoBytes(each)
      ? { ...each, request: { ...each.request, integrity: null } }
      : each;
  },
});
