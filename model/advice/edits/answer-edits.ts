import { extractTokens, type HeaderLine } from '../../http/headers';

/** What an edit of answers must know of the page and its request. */
export interface Wanted {
  /** Serialized; `null` if it is opaque, and then it cannot be allowed by name. */
  readonly pageOrigin: string;
  /** Names of the headers that the request has to ask for. */
  readonly headerNames: readonly string[];
  /** The method that the request has to ask for; null if none. */
  readonly method: string | null;
  /** The content type of the file. */
  readonly contentType: string;
  /** Whether it is an HLS stream: playlist, key and segment are answers of their own. */
  readonly isStream: boolean;
  /** What a preflight is answered with so far: what it allows stays allowed. */
  readonly preflightSaid: readonly HeaderLine[];
  /** Whether an answer has more than one `Access-Control-Allow-Origin`, or a list in one. */
  readonly hasSeveralOrigins: boolean;
  /** Whether an answer allows one origin by name, though not this page's. */
  readonly namesOneOrigin: boolean;
}

/** One change of what a CDN answers, as data: it can be made of a policy of the lab, of answers that were given, and of a server. */
export interface AnswerEdit {
  /** How much it asks of whoever runs the CDN. */
  readonly size: number;
  readonly says: (wanted: Wanted) => string;
  /** Header lines to send in every answer, redirects and errors too, in place of all lines of the same names but `Vary`. */
  readonly headers?: (wanted: Wanted) => readonly HeaderLine[];
  /** Those to send in the answer to a preflight besides; its status is then 204. */
  readonly preflightHeaders?: (wanted: Wanted) => readonly HeaderLine[];
  /** The first server gives what the last one gave. */
  readonly answersDirectly?: true;
  /** The file is there: its bytes come, with status 200. */
  readonly servesFile?: true;
}

const everyAnswer = ({ isStream }: Wanted): string =>
  isStream
    ? 'in every answer: playlist, key and segments, redirects and errors too'
    : 'in every answer, redirects, errors and preflights too';

/** Two layers that add a line each are the usual cause of several: one of them has to stop. */
const once = ({ hasSeveralOrigins }: Wanted): string =>
  hasSeveralOrigins ? 'once, and take the other values away' : 'once';

/** For songs that are nobody's secret; never with credentials. */
const allowEverybody: AnswerEdit = {
  size: 1,
  says: (wanted) => `Send Access-Control-Allow-Origin: * ${everyAnswer(wanted)}, ${once(wanted)}`,
  headers: () => [['Access-Control-Allow-Origin', '*']],
};

export const allowPage: AnswerEdit = {
  size: 1.25,
  says: (wanted) =>
    `Send Access-Control-Allow-Origin: ${wanted.pageOrigin} ${everyAnswer(wanted)}, ${once(wanted)}, with Vary: Origin`,
  headers: ({ pageOrigin }) => [
    ['Access-Control-Allow-Origin', pageOrigin],
    ['Vary', 'Origin'],
  ],
};

const allowCredentials: AnswerEdit = {
  size: 1,
  says: (wanted) => `Send Access-Control-Allow-Credentials: true ${everyAnswer(wanted)}`,
  headers: () => [['Access-Control-Allow-Credentials', 'true']],
};

/** What a list allows so far, with the names that it lacks. */
function allowedWith(said: readonly HeaderLine[], header: string, names: readonly string[]): string {
  const tokens = extractTokens(said, header.toLowerCase());
  const allowed = tokens === 'failure' ? [] : (tokens ?? []);
  const known = new Set(allowed.map((token) => token.toLowerCase()));
  return [...allowed, ...names.filter((name) => !known.has(name.toLowerCase()))].join(', ');
}

function preflightLines({ headerNames, method, preflightSaid }: Wanted): HeaderLine[] {
  const line = (name: string, wanted: readonly string[]): HeaderLine[] =>
    wanted.length === 0 ? [] : [[name, allowedWith(preflightSaid, name, wanted)]];
  return [
    ...line('Access-Control-Allow-Methods', method === null ? [] : [method]),
    ...line('Access-Control-Allow-Headers', headerNames),
  ];
}

const allowedOrigins = (lines: readonly HeaderLine[]): string[] =>
  lines
    .filter(([name]) => name.toLowerCase() === 'access-control-allow-origin')
    .flatMap(([, value]) => value.split(','));

/** Whether lines name more than one origin. */
export const nameSeveralOrigins = (lines: readonly HeaderLine[]): boolean => allowedOrigins(lines).length > 1;

/** Whether lines name one origin: whoever wrote them meant to let in some, and not all. */
export function nameOneOrigin(lines: readonly HeaderLine[]): boolean {
  const [only, ...others] = allowedOrigins(lines);
  return only !== undefined && others.length === 0 && !['*', 'null', ''].includes(only.trim());
}

/** Answers a preflight with a success that names method and headers: half a change, where the CDN has to be told of CORS anyway. */
const answerPreflight: AnswerEdit = {
  size: 0.5,
  says: (wanted) => {
    const lines = preflightLines(wanted).map(([name, value]) => `${name}: ${value}`);
    return `Answer the preflight (OPTIONS) with 204 and ${lines.join(' and ')}`;
  },
  preflightHeaders: preflightLines,
};

/** A second foreign origin turns `Origin` into `null`, which nobody should allow. */
const answerDirectly: AnswerEdit = {
  size: 2,
  says: ({ isStream }) =>
    `Answer with the ${isStream ? 'playlist, the key and the segments themselves' : 'song itself'} instead of redirecting`,
  answersDirectly: true,
};

const serveFile: AnswerEdit = {
  size: 3,
  says: ({ contentType, isStream }) =>
    isStream
      ? 'Have playlist, key and segments there: answer 200 with the bytes of each'
      : `Have the song there: answer 200 (206 to a Range) with its bytes, as Content-Type: ${contentType}`,
  headers: ({ contentType, isStream }) => (isStream ? [] : [['Content-Type', contentType]]),
  servesFile: true,
};

const allowances: readonly (readonly AnswerEdit[])[] = [
  [],
  [allowEverybody],
  [allowPage],
  [allowCredentials],
  [allowPage, allowCredentials],
];
const optional = (edit: AnswerEdit): readonly (readonly AnswerEdit[])[] => [[], [edit]];

/** Of use to whoever loads without CORS: Cross-Origin-Resource-Policy lets it in, and a page's COEP asks for it. */
const allowResource: AnswerEdit = {
  size: 1,
  says: () => 'Send Cross-Origin-Resource-Policy: cross-origin with the song',
  headers: () => [['Cross-Origin-Resource-Policy', 'cross-origin']],
};

/** Sets of edits that let an element play what no script reads. */
export const playEdits: readonly (readonly AnswerEdit[])[] = [[], [allowResource]];

/** Every set of edits that may help. The file and the redirect change first, for the others change what is left. */
export const answerEdits: readonly (readonly AnswerEdit[])[] = optional(serveFile).flatMap((file) =>
  optional(answerDirectly).flatMap((directly) =>
    allowances.flatMap((who) =>
      optional(answerPreflight).map((preflight) => [...file, ...directly, ...who, ...preflight]),
    ),
  ),
);

/** These lines, with the given ones in place of all that have their names; `Vary` may name more than one header. */
export function replaceLines(
  lines: readonly HeaderLine[] | undefined,
  given: readonly HeaderLine[],
): HeaderLine[] {
  const names = new Set(given.map(([name]) => name.toLowerCase()));
  names.delete('vary');
  return [...(lines ?? []).filter(([name]) => !names.has(name.toLowerCase())), ...given];
}
