import { all } from './build/expect';
import type { Suite } from './build/scenario';

const two = ['audio-anonymous', 'fetch-same-origin'] as const;
const three = ['audio', ...two] as const;
const missing = all(two, 'blocked: allow-origin-missing');
const readable = all(two, 'readable');

export const origins = {
  number: 3,
  title: 'An origin is scheme, host and port: a difference in one makes another origin',
  rows: [
    {
      claim: 'the scheme alone makes another origin',
      page: 'http',
      relation: 'other-scheme',
      policy: 'none',
      expect: missing,
    },
    {
      claim: 'another scheme can be allowed',
      page: 'http',
      relation: 'other-scheme',
      policy: 'wildcard',
      expect: readable,
    },
    {
      claim: 'the host alone makes another origin',
      page: 'http',
      relation: 'other-host',
      policy: 'none',
      expect: missing,
    },
    {
      claim: 'another host can be allowed',
      page: 'http',
      relation: 'other-host',
      policy: 'wildcard',
      expect: readable,
    },
    {
      claim: 'the port alone makes another origin',
      page: 'http',
      relation: 'other-port',
      policy: 'none',
      expect: missing,
    },
    {
      claim: 'another port can be allowed',
      page: 'http',
      relation: 'other-port',
      policy: 'wildcard',
      expect: readable,
    },
    {
      claim: 'upper-case letters in the host do not',
      page: 'http',
      relation: 'upper-case-host',
      policy: 'none',
      expect: all(three, 'readable'),
    },
    {
      claim: 'an explicit :80 does not',
      page: 'default-port',
      relation: 'explicit-default-port',
      policy: 'none',
      expect: all(three, 'readable'),
    },
    {
      claim: 'an explicit :443 does not',
      page: 'https-default-port',
      relation: 'explicit-default-port',
      policy: 'none',
      expect: all(three, 'readable'),
    },
    {
      claim: 'the same server by IP address is another origin',
      page: 'http',
      relation: 'by-ip',
      policy: 'none',
      expect: missing,
    },
    {
      claim: 'a server named by IP address can allow the page',
      page: 'http',
      relation: 'by-ip',
      policy: 'exact',
      expect: readable,
    },
    {
      claim: 'a page opened by IP address is same-origin there',
      page: 'by-ip',
      relation: 'same-origin',
      policy: 'none',
      expect: all(three, 'readable'),
    },
    {
      claim: 'a page opened by IP address is not the page that is allowed by name',
      page: 'by-ip',
      relation: 'other-site',
      policy: 'exact',
      expect: missing,
    },
    {
      claim: 'a page opened by IP address is not the page that is named',
      page: 'by-ip',
      relation: 'other-site',
      policy: 'exact-by-hand',
      expect: all(two, 'blocked: allow-origin-mismatch'),
    },
    {
      claim: 'every origin includes an IP address',
      page: 'by-ip',
      relation: 'other-site',
      policy: 'wildcard',
      expect: readable,
    },
    {
      claim: 'a port makes another origin on localhost too',
      page: 'http-localhost',
      relation: 'other-port',
      policy: 'none',
      expect: missing,
    },
    {
      claim: 'an allowlist follows the domain it is asked under',
      page: 'http-localhost',
      relation: 'other-port',
      policy: 'exact',
      expect: readable,
    },
    {
      claim: 'plain http is blocked from a page over https before CORS is asked',
      page: 'https',
      relation: 'other-scheme',
      policy: 'wildcard',
      expect: { 'fetch-same-origin': 'blocked: mixed-content' },
    },
    {
      claim: 'https from a page over http is a matter of CORS alone',
      page: 'http',
      relation: 'other-scheme',
      policy: 'exact',
      expect: { 'fetch-same-origin': 'readable' },
    },
  ],
} as const satisfies Suite;
