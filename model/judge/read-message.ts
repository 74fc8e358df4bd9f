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

/** What stands between the placeholders of a wording. */
const literalsOf = (core: string): string[] => core.toLowerCase().split(/\{\w+\}/);

/**
 * How much of a text is of a wording that it ends within: the characters of the longest stretch without a placeholder; 0 if
 * it is none.
 * @param literals what stands between the placeholders, from where the text begins
 */
function sharedWith(text: string, [literal = '', ...others]: readonly string[]): number {
  if (text.length <= literal.length) return literal.startsWith(text) ? text.length : 0;
  if (!text.startsWith(literal)) return 0;
  const left = text.slice(literal.length);
  const [next] = others;
  if (next === undefined) return 0;
  // Where the next literal is not there, the text ends within the placeholder.
  const at = next === '' ? -1 : left.indexOf(next.slice(0, left.length));
  const after = at < 0 ? 0 : sharedWith(left.slice(at), others);
  return Math.max(literal.length, after);
}

/** How much of a wording a part has, which may begin anywhere in it, or have other words before it. */
function shareOf(core: string, part: string): number {
  if (core.toLowerCase().includes(part)) return part.length;
  const literals = literalsOf(core);
  const start = literals[0]!.slice(0, leastPart);
  const at = start.length < leastPart ? -1 : part.indexOf(start);
  return at < 0 ? 0 : sharedWith(part.slice(at), literals);
}

/** The wordings that hold a message of which a part was pasted: consoles cut their lines, and so do people. */
function readPart(text: string): typeof words {
  const part = text
    .replace(before, '')
    .replace(/ ?(?:…|\.{3})$/, '')
    .toLowerCase();
  if (part.length < leastPart) return [];
  const shares = words.map((each) => ({ each, share: shareOf(each.core, part) }));
  const most = Math.max(leastPart, ...shares.map(({ share }) => share));
  return shares.filter(({ share }) => share === most).map(({ each }) => each);
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

const url = String.raw`([a-z]+:\/\/[^\s'"]+)`;
/** Where a message names what was asked for. It may name the page, what the answer said, or where to read more besides. */
const placesOfUrl = [
  / at '([a-z]+:\/\/[^']+)' from origin/i,
  /remote resource at '?([a-z]+:\/\/[^\s']+?)'?\.(?: |$)/i,
  new RegExp(`an insecure [\\w ]+ '${url}`, 'i'),
  new RegExp(`(?<!page) at ['"]?${url}`, 'i'),
  new RegExp(`(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) ?${url}`),
  new RegExp(`(?:resource:?|to|load:?|for|from|content) ['"]?${url}`, 'i'),
  // Beside a line stands the file that it is of, with a number.
  /^([a-z]+:\/\/\S+?)(?::\d+)* (?=Failed to load)/i,
];
const placesOfOrigin = [
  /from origin '([^']+)'/i,
  /Origin (\S+) is not allowed/i,
  /request origin '?([a-z]+:\/\/[^\s']+?)'?\.?(?: |$)/i,
  /The page at '?([a-z]+:\/\/[^\s'/]+)/i,
];

/** What a message names. Its URL loses the punctuation of the sentence. */
export function namedIn(message: string): NamedLoad {
  const text = plain(message);
  const asked = first(text, ...placesOfUrl);
  return { url: asked?.replace(/[.,;)]+$/, '') ?? null, origin: first(text, ...placesOfOrigin) };
}
