import { shownValue } from '../../model/http/shown-text';
import { clientOf } from '../../model/standards/client';
import { parsePolicies } from '../../model/standards/content-security-policy';
import type { ExchangeCase } from '../../model/standards/exchange-case';
import { meant } from '../given/nearest';

const embedderPolicies = ['require-corp', 'credentialless', 'unsafe-none'];

/** https://html.spec.whatwg.org/multipage/browsers.html#parse-a-sandboxing-directive */
const sandboxFlags = [
  'allow-downloads',
  'allow-forms',
  'allow-modals',
  'allow-orientation-lock',
  'allow-pointer-lock',
  'allow-popups',
  'allow-popups-to-escape-sandbox',
  'allow-presentation',
  'allow-same-origin',
  'allow-scripts',
  'allow-storage-access-by-user-activation',
  'allow-top-navigation',
  'allow-top-navigation-by-user-activation',
  'allow-top-navigation-to-custom-protocols',
];

/** CSP level 3, and what other specifications add to it: https://w3c.github.io/webappsec-csp/#csp-directives */
const directives = [
  'base-uri',
  'block-all-mixed-content',
  'child-src',
  'connect-src',
  'default-src',
  'fenced-frame-src',
  'font-src',
  'form-action',
  'frame-ancestors',
  'frame-src',
  'img-src',
  'manifest-src',
  'media-src',
  'object-src',
  'plugin-types',
  'prefetch-src',
  'report-to',
  'report-uri',
  'require-sri-for',
  'require-trusted-types-for',
  'sandbox',
  'script-src',
  'script-src-attr',
  'script-src-elem',
  'style-src',
  'style-src-attr',
  'style-src-elem',
  'trusted-types',
  'upgrade-insecure-requests',
  'webrtc',
  'worker-src',
];

function ignoredEmbedderPolicy({ coep, ...page }: ExchangeCase['page']): string[] {
  if (coep == null || /^ *unsafe-none *(?:;|$)/.test(coep)) return [];
  const { url, embedderPolicy } = clientOf({ ...page, coep });
  if (embedderPolicy !== null) return [];
  const known = embedderPolicies.some((name) => coep.trim().split(';')[0]!.trim() === name);
  const why =
    known && url
      ? 'they heed it on pages over https, and on this machine, alone.'
      : `they know ${embedderPolicies.join(', ')}, in small letters.${meant(coep, embedderPolicies)}`;
  return [`--coep ${shownValue(coep)} does nothing in browsers: ${why}`];
}

const unknownIn = (option: string, names: readonly string[], known: readonly string[]): string[] =>
  names
    .filter((name) => !known.includes(name.toLowerCase()))
    .map(
      (name) =>
        `${option} ${shownValue(name)} does nothing: browsers know no such word.${meant(name, known)}`,
    );

/** @returns what browsers leave out of the page's policies as they were typed, a sentence each: a typing mistake is told by nothing else */
export function ignoredPolicies(page: ExchangeCase['page']): string[] {
  const { csp, sandbox } = page;
  const flags = typeof sandbox === 'string' ? sandbox.split(/\s+/).filter((flag) => flag !== '') : [];
  const names = csp == null ? [] : parsePolicies(csp).flatMap((policy) => [...policy.keys()]);
  return [
    ...ignoredEmbedderPolicy(page),
    ...unknownIn('--sandbox', flags, sandboxFlags),
    ...unknownIn('--csp', names, directives),
  ];
}

/** Tells on standard error what browsers leave out. */
export function tellIgnoredPolicies(page: ExchangeCase['page']): void {
  for (const says of ignoredPolicies(page)) process.stderr.write(`${says}\n`);
}
