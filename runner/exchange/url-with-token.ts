import { requestUrl, type ExchangeCase } from '../../model/standards/exchange-case';

/** A URL with a token in its query, by which a server finds the case. */
export function withToken(url: string, token: string): string {
  const [, beforeFragment = '', fragment = ''] = /^([^#]*)(.*)$/s.exec(url) ?? [];
  return `${beforeFragment}${beforeFragment.includes('?') ? '&' : '?'}t=${token}${fragment}`;
}

/** The URL of a request with its token. What stands at its end is dropped, and would not be before the token. */
export const urlWithToken = (request: ExchangeCase['request'], token: string): string =>
  withToken(requestUrl(request).trimEnd(), token);
