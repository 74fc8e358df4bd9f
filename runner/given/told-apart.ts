import { shellQuoted } from '../safe-text/shell-quoted';

const asked = 'npx earshot predict --page https://app.example --url';

/** What texts look like, and the command that takes each. The first that fits counts. */
const kinds = {
  'status line': {
    pattern: /^HTTP\/\S+ \d{3}\b/,
    says: (text: string) =>
      `the status line of an answer. Give its number: --status ${/ (\d{3})/.exec(text)![1]}; ` +
      `or the whole answer, as curl prints it: curl -sIL URL | ${asked} URL --headers -`,
  },
  URL: {
    pattern: /^(?:https?|wss?|ftp|file|data|blob):\S*$/i,
    says: (text: string) => `a URL. Ask what comes of a load of it: ${asked} ${shellQuoted(text)}`,
  },
  'header line': {
    pattern: /^(?:access-control-[\w-]+|content-[\w-]+|cross-origin-[\w-]+|vary|location|set-cookie) *:/i,
    says: (text: string) =>
      `a header line. Ask what comes of an answer with it: ${asked} URL --response ${shellQuoted(text)}`,
  },
  id: {
    pattern: /^[^\s/*]+(?:\/[^\s/]+){3}$/,
    says: (text: string) => `the id of a scenario. Ask for it: npx earshot explain ${shellQuoted(text)}`,
  },
  message: {
    // No name in Earshot has a space.
    pattern: /\S\s+\S+\s+\S/,
    says: () =>
      'no name, but may be a message of a browser\'s console. Ask for its cause: npx earshot why "…", or paste it: npx earshot why -',
  },
} as const satisfies Record<string, { pattern: RegExp; says: (text: string) => string }>;

type Kind = keyof typeof kinds;

/**
 * What a text is that was given where something else belongs, and the command that takes it; undefined if it looks like
 * nothing that a command takes.
 * @param wanted what belongs there
 */
export function whatItIs(text: string, wanted?: Kind): string | undefined {
  const trimmed = text.trim();
  const found = Object.entries(kinds).find(([kind, { pattern }]) => kind !== wanted && pattern.test(trimmed));
  return found && `It is ${found[1].says(trimmed)}`;
}
