import type { Exchange } from '../../model/evidence/exchange';
import { TimedOut } from '../shared/bounds';
import { nothing, type Findings } from '../shared/findings';
import type { Tap } from '../shared/hearing';
import { makeElement, playElement } from '../probe/loaders/element';
import { getSong, type Answer } from './catalog';
import { policySegment } from '../../model/lab/policies/policy-segment';
import { effectivePolicy, type Choices } from './choices';
import { judgeAudio, judgeGet, type Finding } from './judge-report';
import type { Lab } from './lab';
import { libraryOf, urlFor, type LibraryLoader } from './libraries';
import { makeToken, readWire } from './ledgers';
import { tapAudibly } from './tap-audibly';

/** What the person is told and shown while a load is under way. */
export interface Audience {
  say(text: string): void;
  /** `silent` says why there is no tap. */
  show(element: HTMLAudioElement, tap: Tap | null, title: string, silent?: string): void;
}

/** What came of one press of the button. */
export interface Report {
  readonly choices: Choices;
  readonly token: string;
  readonly get: Finding | 'skipped';
  readonly audio: Finding | 'never asked';
  /** Null: the ledgers may not be read from this page. */
  readonly wire: readonly Exchange[] | null;
}

/** Nobody tells the player its engine, so it waits as long as the one whose sound comes latest needs. */
const patience = 4;

/** The paths of the CDN under the chosen policy. */
export function baseOf(lab: Lab, choices: Choices): string {
  const { cdn, policy, headers } = choices;
  const asked = headers === null ? policy : policySegment(effectivePolicy(choices));
  return asked === null ? lab.origin(cdn) : `${lab.origin(cdn)}/p/${asked}`;
}

/** Whether an exchange belongs to the GET, and not to the audio. */
export const isCatalog = ({ path }: Exchange): boolean => path.replace(/\?.*/, '').endsWith('/songs');

async function tapIfWanted(
  element: HTMLAudioElement,
  wanted: boolean,
): Promise<{ tap: Tap | null; silent?: string }> {
  if (!wanted) return { tap: null, silent: 'the tap is off' };
  try {
    return { tap: await tapAudibly(element) };
  } catch (error) {
    if (error instanceof TimedOut)
      return { tap: null, silent: 'the audio clock stands still: is there an audio device?' };
    throw error;
  }
}

interface Played {
  readonly url: string;
  readonly evidence: Findings;
  readonly tapped: boolean;
}

/** The song as a library loads it, whose script comes now: a page that plays by none has none. */
async function playBy(
  player: LibraryLoader,
  song: string,
  title: string,
  audience: Audience,
): Promise<Played> {
  const url = urlFor(player, song);
  audience.say(`Having ${libraryOf(player).name} load the song…`);
  const { playByLibrary } = await import('./play-by-library');
  const show = (element: HTMLAudioElement, tap: Tap) => audience.show(element, tap, title);
  try {
    return { url, evidence: await playByLibrary(player, url, patience, show), tapped: true };
  } catch (error) {
    if (!(error instanceof TimedOut)) throw error;
    return { url, evidence: { ...nothing, timedOut: error.waitedFor }, tapped: true };
  }
}

async function play(url: string, title: string, choices: Choices, audience: Audience): Promise<Played> {
  if (choices.player !== null) return playBy(choices.player, url, title, audience);
  audience.say(`Loading the song from ${choices.cdn}…`);
  const element = makeElement(choices.crossorigin === 'none' ? null : choices.crossorigin);
  const { tap, silent } = await tapIfWanted(element, choices.tap);
  audience.show(element, tap, title, silent);
  return { url, evidence: await playElement(element, url, tap, patience), tapped: tap !== null };
}

/**
 * The article's button: GET the catalog, find a song's URL in the answer, set it as the `src` of an `<audio>`, and
 * play. Then ask the servers what they saw, and judge both steps by what both ends saw.
 */
export async function getAndLoad(lab: Lab, choices: Choices, audience: Audience): Promise<Report> {
  const token = makeToken();
  const base = baseOf(lab, choices);
  const catalogUrl = `${base}/songs?t=${token}`;
  let answer: Answer | undefined;
  if (!choices.direct) {
    audience.say(`Asking ${choices.cdn} for a song…`);
    answer = await getSong(catalogUrl, choices);
  }
  let played: Played | undefined;
  if (answer?.kind === 'song') played = await play(answer.song.url, answer.song.title, choices, audience);
  else if (choices.direct) played = await play(`${base}/song.mp3?t=${token}`, 'song.mp3', choices, audience);

  audience.say('Asking the servers what they saw…');
  const wire = await readWire(lab, token);
  const part = (catalog: boolean) => wire?.filter((exchange) => isCatalog(exchange) === catalog) ?? null;
  const get = answer && (await judgeGet({ lab, choices, url: catalogUrl, wire: part(true) }, answer));
  const step = { lab, choices, url: played?.url ?? '', wire: part(false) };
  const audio = played && (await judgeAudio(step, played.evidence, played.tapped));
  return { choices, token, get: get ?? 'skipped', audio: audio ?? 'never asked', wire };
}
