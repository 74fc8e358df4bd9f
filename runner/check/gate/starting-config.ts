import type { PlannedCheck } from './planned-check';

/** The variable of the environment for a URL that may hold a secret. */
const urlVariable = 'EARSHOT_URL';
const pageVariable = 'EARSHOT_PAGE_URL';
const headerVariable = (name: string): string => `EARSHOT_${name.toUpperCase().replace(/\W/g, '_')}`;
const cookieVariable = (name: string): string => headerVariable(`cookie_${name}`);

const quoted = (text: string): string =>
  `'${JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`)}'`;
const listed = (texts: readonly string[]): string => `[${texts.map(quoted).join(', ')}]`;

/** What is to be checked, as far as somebody has said it. */
export interface Start extends Pick<
  PlannedCheck,
  'url' | 'pages' | 'pageUrl' | 'pageAddressSpace' | 'loaders' | 'engines' | 'headers' | 'cookies'
> {
  /** The file that holds the cookies; undefined if none does. */
  readonly storageState?: string | undefined;
}

/** Whether a URL says something that should not stand in a file. */
function maySecret(url: string): boolean {
  const { username, password, search } = new URL(url);
  return username !== '' || password !== '' || search !== '';
}

/** The variables that a starting file reads, since what is in them should not stand in it. */
export const variablesOf = ({ url, pageUrl, headers, cookies, storageState }: Start): string[] => [
  ...(maySecret(url) ? [urlVariable] : []),
  ...(pageUrl !== undefined && maySecret(pageUrl) ? [pageVariable] : []),
  ...headers.map(([name]) => headerVariable(name)),
  ...(storageState === undefined ? cookies.map(({ name }) => cookieVariable(name)) : []),
];

function pagesField({ pages, pageUrl }: Start): string {
  if (pageUrl === undefined) return `pages: ${listed(pages.map(({ origin }) => origin))},`;
  return `pageUrl: ${maySecret(pageUrl) ? `{ env: '${pageVariable}' }` : quoted(pageUrl)},`;
}

/** Where the pages are, if somebody said it. */
const spaceField = ({ pageAddressSpace }: Start): string =>
  pageAddressSpace === undefined ? '' : `pageAddressSpace: '${pageAddressSpace}',\n  `;

function sessionField({ cookies, storageState }: Start): string {
  if (storageState !== undefined) return `storageState: ${quoted(storageState)},`;
  if (cookies.length === 0) return "// cookies: { id: { env: 'NAME' } },";
  const fields = cookies.map(({ name }) => `${quoted(name)}: { env: '${cookieVariable(name)}' }`);
  return `cookies: { ${fields.join(', ')} },`;
}

/**
 * A file to begin with: a module, with a word on each thing that may be said. `isInstalled`: it can import Earshot, whose types
 * an editor then knows.
 */
export function startingConfig(start: Start, isInstalled: boolean): string {
  const { url, loaders, engines, headers } = start;
  const [main = 'audio-anonymous'] = loaders;
  const song = maySecret(url) ? `{ env: '${urlVariable}' }` : quoted(url);
  const own = headers.map(([name]) => `${quoted(name)}: { env: '${headerVariable(name)}' }`);
  const [open, close] = isInstalled
    ? ["import { defineConfig } from 'earshot';\n\nexport default defineConfig({", '});']
    : ['export default {', '};'];
  return `// What "npx earshot check" checks in this folder. All that may be said: npx earshot schema check-config
${open}
  // Where the pages stand that play the songs; 'null' is a sandboxed frame, or a file.
  ${pagesField(start)}
  ${spaceField(start)}// chromium, firefox, webkit.
  browsers: ${listed(engines)},
  // Seconds that a server may take for an answer.
  timeout: 10,
  checks: [
    {
      // The song, or a list of songs. A URL with a secret in it is read from the environment: { env: 'NAME' }.
      url: ${song},
      // How pages load it, the one that counts first: earshot list --loaders
      loaders: ${listed(loaders)},
      // By loader: readable, opaque or blocked, with a reason or without, as in 'blocked:csp'. What is not named is not judged.
      expect: { ${quoted(main)}: 'readable' },
      // A login and the like; their values are read from the environment.
      ${own.length === 0 ? "// headers: { Authorization: { env: 'NAME' } }," : `headers: { ${own.join(', ')} },`}
      // What a browser has of a session, by the names of its cookies; or a file: storageState: 'state.json'.
      ${sessionField(start)}
      // Holes that are meant: 'missing-vary', 'allows-null', …
      accept: [],
    },
    // A page that must not read it:
    // { url: ${song}, name: 'strangers', pages: 'https://stranger.example', expect: 'blocked' },
  ],
${close}
`;
}
