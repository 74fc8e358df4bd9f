import type { Client } from '../standards/client';
import type { AskedRequest } from '../standards/request';
import type { LastFetch } from '../standards/trace';
import { isHttp } from '../http/url';
import { directiveAgainst } from './worded-load';

/**
 * What the page's Content-Security-Policy lacks for the URL at which a fetch ended, in words; null if it lacks nothing.
 * @see https://www.w3.org/TR/CSP3/#fetch-directives
 */
export function policyAdvice(client: Client, request: AskedRequest, last: LastFetch | null): string | null {
  const [url] = last?.urls.slice(-1) ?? [];
  const violated = last && directiveAgainst(client, request, last.urls);
  if (!violated || !url) return null;
  const { name, standsFor, sources } = violated;
  const kept = sources.filter((source) => source.toLowerCase() !== "'none'");
  // A blob: URL has the page's origin, and no source but its scheme matches it.
  const missing = isHttp(url) ? url.origin : `${url.scheme}:`;
  const lacking = missing.replace(/:$/, ': (the scheme)');
  const line = `${standsFor} ${[...kept, missing].join(' ')}`;
  return name === standsFor
    ? `${name} in the Content-Security-Policy lacks ${lacking}: make it "${line}"`
    : `${name} in the Content-Security-Policy stands in for ${standsFor}, and lacks ${lacking}: add "${line}"`;
}
