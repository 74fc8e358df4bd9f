import { all, anonymous, credentialed, uncors } from './build/expect';
import type { Suite } from './build/scenario';

const crossSite = { page: 'http', relation: 'other-site' } as const;
const sameSite = { page: 'http', relation: 'other-host' } as const;
const noCookie = all([...anonymous, ...credentialed], 'blocked: auth');

export const credentials = {
  number: 6,
  title: 'Credentials must be sent by the page, stored by the browser and allowed by name',
  rows: [
    {
      ...crossSite,
      claim: 'the page allowed by name, with credentials, may send them or not',
      policy: 'exact-credentials',
      expect: all([...anonymous, ...credentialed], 'readable'),
    },
    {
      ...sameSite,
      claim: 'the same holds of another host of the site',
      policy: 'exact-credentials',
      expect: all([...anonymous, ...credentialed], 'readable'),
    },
    {
      page: 'https',
      relation: 'other-site',
      claim: 'the same holds over https',
      policy: 'exact-credentials',
      expect: all([...anonymous, ...credentialed], 'readable'),
    },
    {
      ...crossSite,
      claim: '* is refused once credentials are sent',
      policy: 'wildcard',
      expect: { ...all(anonymous, 'readable'), ...all(credentialed, 'blocked: wildcard-with-credentials') },
    },
    {
      ...crossSite,
      claim: 'Allow-Credentials does not rescue *',
      policy: 'wildcard-credentials',
      expect: { ...all(anonymous, 'readable'), ...all(credentialed, 'blocked: wildcard-with-credentials') },
    },
    {
      ...crossSite,
      claim: 'a missing Allow-Credentials is refused once credentials are sent',
      policy: 'exact',
      expect: { ...all(anonymous, 'readable'), ...all(credentialed, 'blocked: allow-credentials-missing') },
    },
    {
      ...crossSite,
      claim: 'Allow-Credentials is true, not True',
      policy: 'credentials-capital',
      expect: { ...all(anonymous, 'readable'), ...all(credentialed, 'blocked: allow-credentials-missing') },
    },
    {
      page: 'http',
      relation: 'same-origin',
      claim: 'the own session is sent unless it is omitted',
      policy: 'session-lax',
      expect: {
        ...all(['audio', 'audio-anonymous', 'fetch-same-origin', 'xhr', ...credentialed], 'readable'),
        'fetch-omit': 'blocked: auth',
      },
    },
    {
      ...sameSite,
      claim: 'a Lax session goes to another host of the site, where credentials are asked for',
      policy: 'session-lax',
      expect: {
        ...all(credentialed, 'readable'),
        ...all(anonymous, 'blocked: auth'),
        audio: 'opaque',
      },
    },
    {
      ...sameSite,
      claim: 'a Strict session goes to another host of the site too',
      policy: 'session-strict',
      expect: { ...all(credentialed, 'readable'), ...all(anonymous, 'blocked: auth') },
    },
    {
      ...sameSite,
      claim: 'nobody logged in: the CDN refuses, and that is not CORS',
      policy: 'session-logged-out',
      expect: noCookie,
    },
    {
      ...sameSite,
      claim: 'the session is sent and the song comes, but * keeps it from the page',
      policy: 'session-wildcard',
      expect: all(credentialed, 'blocked: wildcard-with-credentials'),
    },
    {
      ...sameSite,
      claim: 'the session is sent, and a forgotten Allow-Credentials keeps the song from the page',
      policy: 'session-without-allow-credentials',
      expect: all(credentialed, 'blocked: allow-credentials-missing'),
    },
    {
      ...sameSite,
      claim: 'without CORS headers a session still plays the song, hidden from script',
      policy: 'session-without-cors',
      expect: { audio: 'opaque', ...all(credentialed, 'blocked: allow-origin-missing') },
    },
    {
      ...crossSite,
      claim: 'a Lax session does not go to another site',
      policy: 'session-lax',
      expect: noCookie,
    },
    {
      ...crossSite,
      claim: 'a Strict session does not go to another site',
      policy: 'session-strict',
      expect: noCookie,
    },
    {
      ...crossSite,
      claim: 'a Secure cookie is not stored over http',
      policy: 'session-none',
      expect: noCookie,
    },
    {
      page: 'https',
      relation: 'other-site',
      claim: 'SameSite=None; Secure goes to another site over https',
      policy: 'session-none',
      expect: { ...all(credentialed, 'readable'), ...all(anonymous, 'blocked: auth') },
    },
    {
      page: 'https',
      relation: 'other-site',
      claim: 'a Lax session does not go to another site over https either',
      policy: 'session-lax',
      expect: noCookie,
    },
    {
      ...crossSite,
      claim: 'Authorization is asked for by a preflight, and allowed',
      policy: 'authorization-allowed',
      expect: { 'fetch-authorization': 'readable', 'fetch-same-origin': 'blocked: auth' },
    },
    {
      ...crossSite,
      claim: 'Authorization is asked for by a preflight, and not allowed',
      policy: 'authorization-not-allowed',
      expect: { 'fetch-authorization': 'blocked: preflight-header-not-allowed' },
    },
    {
      ...crossSite,
      claim: 'a preflight must succeed',
      policy: 'preflight-404',
      expect: {
        'fetch-authorization': 'blocked: preflight-status',
        ...all(uncors, 'opaque'),
        ...all(['fetch-same-origin', 'fetch-range'], 'readable'),
      },
    },
    {
      ...crossSite,
      claim: 'a preflight is not redirected',
      policy: 'preflight-redirects',
      expect: { 'fetch-authorization': 'blocked: preflight-status', 'fetch-same-origin': 'readable' },
    },
    {
      ...crossSite,
      claim: 'a preflight needs CORS headers of its own',
      policy: 'preflight-without-cors',
      expect: { 'fetch-authorization': 'blocked: allow-origin-missing', 'fetch-same-origin': 'readable' },
    },
  ],
} as const satisfies Suite;
