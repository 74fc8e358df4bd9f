import { clientOf } from '../../standards/client';
import { isAllowedByPolicies } from '../../standards/content-security-policy';
import { requestUrl, type ExchangeCase } from '../../standards/exchange-case';
import { overHttps, parseUrl, type Url } from '../../http/url';
import { withAnswers, withPolicies, withValues } from './changes';
import type { ExchangeQuirk } from './exchange-quirk';
import { isMedia } from '../../standards/media-destination';

/** Whether the page's policies refuse the URL that is asked for, as it stands. */
function isRefusedAsAsked({ page, request }: ExchangeCase): boolean {
  const { policies, url: self } = clientOf(page);
  const url = parseUrl(requestUrl(request));
  const destination = isMedia(request.destination) ? request.destination : '';
  return url !== null && !isAllowedByPolicies(policies, destination, url, self, 0);
}

/**
 * A quirk that two engines have.
 * @param seenAs the policies as the engine reads them when it matches them with a URL that is yet to be upgraded
 */
export const holdsPolicyAgainstUrlBeforeUpgrade = (
  quirk: Pick<ExchangeQuirk, 'engine' | 'title' | 'seenIn' | 'example'>,
  seenAs = (each: ExchangeCase): ExchangeCase => each,
): ExchangeQuirk => ({
  id: `${quirk.engine}-holds-policy-against-url-before-upgrade`,
  ...quirk,
  source: 'https://fetch.spec.whatwg.org/#main-fetch',
  seenAs: (each) =>
    isRefusedAsAsked(seenAs(each)) ? { ...each, page: { ...each.page, csp: "default-src 'none'" } } : each,
});

/** A source as it stands for Firefox, in a policy that upgrades: whatever matches https matches http, too. */
function sourceForHttp(source: string, self: Url): readonly string[] {
  if (/^https:/i.test(source)) return [source.replace(/^https:/i, 'http:')];
  if (self.scheme !== 'https') return [source];
  const port = self.port === null ? '' : `:${self.port}`;
  if (source.toLowerCase() === "'self'") return [source, `http://${self.host}${port}`];
  return /^\*$|^'|:(\/\/|$)/.test(source) ? [source] : [`http://${source}`];
}

const sourcesForHttp = (policy: string, self: Url): string => {
  const directives = policy.split(';').map((directive) => directive.trim().split(/[\t\n\f\r ]+/));
  return directives.some(([name]) => name?.toLowerCase() === 'upgrade-insecure-requests')
    ? directives
        .map(([name = '', ...sources]) =>
          [name, ...sources.flatMap((source) => sourceForHttp(source, self))].join(' '),
        )
        .join(';')
    : policy;
};

/** The same exchange, in which each policy of the page that upgrades has sources for http as well. */
export function withUpgradedSourcesForHttp(each: ExchangeCase): ExchangeCase {
  const self = parseUrl(each.page.origin);
  if (self === null) return each;
  const read = (policies: string): string =>
    policies
      .split(',')
      .map((policy) => sourcesForHttp(policy, self))
      .join(',');
  return { ...each, page: withPolicies(each.page, read) };
}

/** The same exchange, in which a policy of the page that upgrades has every redirect to http upgraded, trustworthy or not. */
export function withRedirectsUpgraded(each: ExchangeCase): ExchangeCase {
  if (!clientOf(each.page).upgradesInsecureRequests) return each;
  const asked = parseUrl(requestUrl(each.request)) ?? undefined;
  return withAnswers(each, ({ for: name, headers }) => ({
    headers: withValues(headers, 'location', (value) => {
      // Where an earlier one led is over https by now, and so is what is relative to it.
      const url = parseUrl(value, name === 'redirect-1' ? asked : undefined);
      if (url?.scheme !== 'http') return value;
      const { href, fragment } = overHttps(url);
      return href + fragment;
    }),
  }));
}
