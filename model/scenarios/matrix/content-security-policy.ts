import type { Suite } from '../build/scenario';

export const contentSecurityPolicyMatrix = {
  number: 19,
  title: "The page's Content-Security-Policy, before CORS and after every redirect",
  links: ['https://w3c.github.io/webappsec-csp/#should-block-request'],
  products: [
    {
      pages: ['csp-media-self', 'csp-cdn', 'csp-https', 'csp-default', 'csp-script-self'],
      loaders: ['audio', 'audio-anonymous', 'fetch-same-origin', 'fetch-no-cors', 'xhr'],
      relations: ['same-origin', 'other-port', 'other-host', 'other-site', 'other-scheme'],
      policies: ['none', 'wildcard', 'redirect-to-mirror', 'redirect-same'],
    },
  ],
} as const satisfies Suite;
