import type { Client } from '../standards/client';
import type { AskedRequest } from '../standards/request';
import type { LastFetch } from '../standards/trace';
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
  const origin = url.origin === 'null' ? `${url.scheme}:` : url.origin;
  const line = `${standsFor} ${[...kept, origin].join(' ')}`;
  return name === standsFor
    ? `${name} in the Content-Security-Policy lacks ${origin}: make it "${line}"`
    : `${name} in the Content-Security-Policy stands in for ${standsFor}, and lacks ${origin}: add "${line}"`;
}
