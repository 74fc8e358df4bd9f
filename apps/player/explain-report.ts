import { reasons } from '../../model/advice/reasons';
import type { Exchange } from '../../model/evidence/exchange';
import { getHeader } from '../../model/http/headers';
import { explainMissingCookie } from './explain-session';
import { isCatalog, type Report } from './get-and-load';
import type { Finding } from './judge-report';
import { libraryOf, type LibraryLoader } from './libraries';

/** One step of a report in words that a person understands. */
export interface Explanation {
  readonly step: 'get' | 'audio';
  readonly outcome: Finding['outcome'] | 'skipped' | 'never asked';
  readonly reason: Finding['reason'];
  readonly headline: string;
  readonly sentences: readonly string[];
  /** The section of the standard that decides it. */
  readonly link?: string;
  readonly words?: string;
  /** Whose words they are, if not the browser's. */
  readonly speaker?: string;
}

const notCors = 'This is no finding about CORS: the load told nothing.';
const unread =
  "What the servers saw may be read only by a page under the player's own name, so the cause cannot be told here.";

function because({ reason, cause }: Finding): string[] {
  if (cause !== undefined) return [cause, notCors];
  return [reason === null ? unread : reasons[reason].says];
}

const common = (finding: Finding) => ({
  outcome: finding.outcome,
  reason: finding.reason,
  ...(finding.reason && { link: reasons[finding.reason].link }),
  ...(finding.words !== undefined && { words: finding.words }),
});

/** The header line that let the page read, as the last server of a step sent it. */
function allowance(exchanges: readonly Exchange[] | undefined): string {
  const value = getHeader(exchanges?.at(-1)?.responseHeaders ?? [], 'access-control-allow-origin');
  return value === null ? '' : `, by Access-Control-Allow-Origin: ${value}`;
}

/** @param hasLoggedIn whether this page has logged in at the CDN before */
export function explainGet(report: Report, hasLoggedIn: boolean): Explanation {
  const { get, wire, choices } = report;
  const asker = choices.frame ? 'The sandboxed frame' : 'This page';
  if (get === 'skipped') {
    const sentences = [
      'The page asks nothing of the catalog and sets src to the URL that it would have found there.',
    ];
    return { step: 'get', outcome: 'skipped', reason: null, headline: 'The GET is skipped', sentences };
  }
  const frame = { step: 'get', ...common(get) } as const;
  if (get.outcome === 'readable') {
    const title = get.song?.title ?? 'a song';
    const allowed = allowance(wire?.filter(isCatalog));
    const sentences = [`${asker} may read the answer${allowed}. It names “${title}” and its URL.`];
    return { ...frame, headline: 'The GET is readable', sentences };
  }
  if (get.outcome === 'inconclusive')
    return { ...frame, headline: 'The GET is inconclusive', sentences: because(get) };
  const answer =
    get.answer === undefined
      ? []
      : [`The page may read the answer, but there is no song in it: ${get.answer}.`];
  const cookie = get.reason === 'auth' ? explainMissingCookie(report, 'get', hasLoggedIn) : [];
  const sequel = "The page never learns the song's URL, so the audio never loads.";
  return {
    ...frame,
    headline: 'The GET is blocked',
    sentences: [...answer, ...because(get), ...cookie, sequel],
  };
}

const silentToo =
  'With the tap on you hear nothing either: Web Audio has taken the sound over from the element, and passes zeros on to the speakers. Take the tap off and load again, and the element itself is heard.';
const untapped =
  'It plays; whether script could have its samples was not measured, because Web Audio does not tap it.';
const withoutAttribute = 'Without the crossorigin attribute it would hear zeros.';
const neverNamed =
  "That is all the element tells: a page never learns that CORS was the cause. The servers' side of it is below.";

/** Refusals that are no matter of CORS. */
const otherCauses = new Set<Finding['reason']>(['auth', 'http-status', 'decode', 'network', null]);

/** The song as a library loaded it: the library knows less than the servers, and says so in its own way. */
function explainByLibrary(
  report: Report,
  audio: Finding,
  player: LibraryLoader,
  hasLoggedIn: boolean,
): Explanation {
  const { name, option, tells } = libraryOf(player);
  const setUp = option === null ? name : `${name} with ${option}`;
  const frame = { step: 'audio', ...common(audio), speaker: name } as const;
  const headline = `The audio is ${audio.outcome}`;
  const songs = report.wire?.filter((exchange) => !isCatalog(exchange)) ?? [];
  switch (audio.outcome) {
    case 'readable': {
      const heard = `${setUp} has loaded it, and script gets its samples: there is the tone that this server puts in its song, ${audio.tone ?? '?'} Hz.`;
      return { ...frame, headline, sentences: [heard, `It was let in${allowance(songs)}.`] };
    }
    case 'opaque':
      return { ...frame, headline, sentences: [...because(audio), tells] };
    case 'inconclusive':
      return { ...frame, headline, sentences: because(audio) };
    default: {
      const cookie = audio.reason === 'auth' ? explainMissingCookie(report, 'audio', hasLoggedIn) : [];
      return { ...frame, headline, sentences: [...because(audio), ...cookie, tells] };
    }
  }
}

/** @param hasLoggedIn whether this page has logged in at the CDN before */
export function explainAudio(report: Report, hasLoggedIn: boolean): Explanation {
  const { audio, choices, wire } = report;
  if (audio === 'never asked') {
    const sentences = ['There is no URL to load, so no request for audio was made.'];
    return {
      step: 'audio',
      outcome: audio,
      reason: null,
      headline: 'The audio is never asked for',
      sentences,
    };
  }
  if (choices.player !== null) return explainByLibrary(report, audio, choices.player, hasLoggedIn);
  const frame = { step: 'audio', ...common(audio) } as const;
  switch (audio.outcome) {
    case 'readable': {
      const allowed = allowance(wire?.filter((exchange) => !isCatalog(exchange)));
      const heard = `It plays, and Web Audio hears the tone that this server puts in its song, ${audio.tone ?? '?'} Hz.`;
      const asked = `The element asked with crossorigin="${choices.crossorigin}", and was let in${allowed}.`;
      return { ...frame, headline: 'The audio is readable', sentences: [heard, asked] };
    }
    case 'opaque':
      return { ...frame, headline: 'The audio is opaque', sentences: [...because(audio), silentToo] };
    case 'untapped': {
      const sentences = choices.crossorigin === 'none' ? [untapped, withoutAttribute] : [untapped];
      return { ...frame, headline: 'The audio plays, untapped', sentences };
    }
    case 'blocked': {
      const cookie = audio.reason === 'auth' ? explainMissingCookie(report, 'audio', hasLoggedIn) : [];
      const named = otherCauses.has(audio.reason) ? [] : [neverNamed];
      const sentences = [...because(audio), ...cookie, ...named];
      return { ...frame, headline: 'The audio is blocked', sentences };
    }
    case 'inconclusive':
      return { ...frame, headline: 'The audio is inconclusive', sentences: because(audio) };
  }
}
