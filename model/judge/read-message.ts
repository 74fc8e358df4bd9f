import { engineNames, type EngineName } from '../evidence/engine';
import type { Reason } from '../standards/reason';
import { engineFacts } from './engines';

/** What a console message is of, and what it names. */
export interface ReadMessage {
  readonly engine: EngineName;
  /** The message as the engine writes it, with placeholders in braces. */
  readonly says: string;
  readonly reasons: readonly Reason[];
  /** What stands in the message where the wording has a placeholder. */
  readonly filled: Readonly<Record<string, string>>;
}

/** What the message of every engine may begin or end with, and old versions write differently. */
const around = [
  /^Access to fetch at '\{url\}' from origin '\{origin\}' has been blocked by CORS policy: /,
  /^Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at '?\{url\}'?\. /,
  /^Content-Security-Policy: /,
  // A line of the console has the method and the URL there instead.
  /^Failed to load resource: (?=net::)/,
  / Have the server send the header with a valid value\.$/,
  / Status code: \{status\}\.?$/,
  /\.$/,
];

/** With straight quotes and single spaces: what comes by a clipboard may have lost either. */
const plain = (text: string): string =>
  text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/\s+/g, ' ').trim();

/** The part of a wording that tells it from others. */
const coreOf = (says: string): string =>
  around.reduce((left, pattern) => left.replace(pattern, ''), plain(says));

/** What may stand for a placeholder, where that tells messages apart. */
const shapes: Readonly<Record<string, string>> = { status: String.raw`[45]\d\d` };

function patternOf(core: string): RegExp {
  const seen = new Set<string>();
  const source = core.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, (_, name: string) => {
    const shape = shapes[name] ?? '.*?';
    if (seen.has(name)) return shape;
    seen.add(name);
    return `(?<${name}>${shape})`;
  });
  return new RegExp(source, 'i');
}

/** Stands beside every refusal, with the status of the answer that was refused. */
const besideAll = /net::ERR_FAILED\b(?: \d{3} \(.*?\))?/g;

const words = engineNames.flatMap((engine) =>
  engineFacts[engine].wordings.flatMap(({ code, says, reasons }) => {
    const texts = says === null ? [] : [coreOf(says)];
    const names = code !== null && /^(net::ERR_|NS_ERROR_)/.test(code) ? [code] : [];
    return [...texts, ...names].map((core) => ({
      engine,
      says: says ?? core,
      reasons,
      core,
      pattern: patternOf(core),
    }));
  }),
);

/** What comes before the words that tell, in a line that was cut. */
const before = /^.*(?:blocked by CORS policy: |\(Reason: )/i;

/** A part of a message that is shorter than this may be of any. */
const leastPart = 16;

/** The wordings that hold a message of which a part was pasted: consoles cut their lines, and so do people. */
function readPart(text: string): typeof words {
  const part = text
    .replace(before, '')
    .replace(/ ?(?:…|\.{3})$/, '')
    .toLowerCase();
  return part.length < leastPart ? [] : words.filter(({ core }) => core.toLowerCase().includes(part));
}

/**
 * The wordings that a pasted message is of, or a part of which it is. Where one wording is a part of another, that which is most of the message
 * counts; messages of the same words in several engines are all given.
 */
export function readMessage(message: string): ReadMessage[] {
  const text = plain(message).replace(besideAll, '');
  const found = words.flatMap((each) => {
    const match = each.pattern.exec(text);
    return match ? [{ ...each, filled: { ...match.groups } }] : [];
  });
  if (found.length === 0 && text === plain(message))
    return readPart(text).map(({ engine, says, reasons }) => ({ engine, says, reasons, filled: {} }));
  const longest = Math.max(0, ...found.map(({ core }) => core.length));
  return found
    .filter(({ core }) => core.length === longest)
    .map(({ engine, says, reasons, filled }) => ({ engine, says, reasons, filled }));
}

/** What a message says of the load: the URL that was asked for, and the page's origin. */
export interface NamedLoad {
  readonly url: string | null;
  readonly origin: string | null;
}

const first = (text: string, ...patterns: readonly RegExp[]): string | null => {
  for (const pattern of patterns) {
    const found = pattern.exec(text)?.[1];
    if (found !== undefined) return found;
  }
  return null;
};

/** What a message names. Its URL loses the punctuation of the sentence. */
export function namedIn(message: string): NamedLoad {
  const text = plain(message);
  const url = first(
    text,
    / at '([a-z]+:\/\/[^']+)'/i,
    /remote resource at '?([a-z]+:\/\/[^\s']+?)'?\.(?: |$)/i,
    /(?:resource|to|load|for|from) ['"]?([a-z]+:\/\/[^\s'"]+)/i,
    /((?:https?|ftp):\/\/[^\s'"]+)/i,
  );
  const origin = first(text, /from origin '([^']+)'/i, /Origin (\S+) is not allowed/i);
  return { url: url?.replace(/[.,;)]+$/, '') ?? null, origin };
}
