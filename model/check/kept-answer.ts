import type { HeaderLine } from '../http/headers';

/** Lines by which a cache says that it had an answer already: whole names, and what their values look like then. */
const signs: readonly (readonly [name: RegExp, value: RegExp])[] = [
  // https://www.rfc-editor.org/rfc/rfc9111#name-age: seconds since it was made.
  [/^age$/, /^\s*0*[1-9]\d*\s*$/],
  // https://www.rfc-editor.org/rfc/rfc9211
  [/^cache-status$/, /;\s*hit\b/i],
  [/^(?:x-|cf-|x-[a-z]+-)?(?:proxy-)?cache(?:-status|-lookup|-remote)?$/, /\bhit\b/i],
  // Varnish names the request that it kept an answer from, after this one.
  [/^x-varnish$/, /^\s*\d+\s+\d+\s*$/],
];

/** Whether a cache says that it kept this answer from somebody who asked before. */
export const isKept = ({ headers }: { readonly headers: readonly HeaderLine[] }): boolean =>
  headers.some(([name, value]) =>
    signs.some(([names, values]) => names.test(name.toLowerCase()) && values.test(value)),
  );
