import { findBrokenConnection } from '../../model/judge/broken-connection';
import { requestOf } from '../../model/lab/loaders/loaders';
import { diagnose } from '../../model/judge/diagnosis/diagnose';
import { outcomeOf } from '../../model/judge/outcome-of';
import { clientOf } from '../../model/standards/client';
import type { Reason } from '../../model/standards/reason';
import { judge } from '../../model/judge/judge';
import type { Exchange } from '../../model/evidence/exchange';
import type { Outcome } from '../../model/standards/outcome';
import { servers } from '../../model/lab/topology/topology';
import type { Song } from '../shared/catalog';
import type { Answer } from './catalog';
import { effectivePolicy, getLoaders, songLoaderOf, type Choices } from './choices';
import type { Findings } from '../shared/findings';
import { isReachable, silentCdn, type Lab } from './lab';

type Wire = readonly Exchange[] | null;

/** What came of one step, and why. */
export interface Finding {
  /** `untapped`: it plays, and nobody looked at its samples. `inconclusive`: the lab failed, or the browser waits. */
  readonly outcome: Outcome | 'untapped' | 'inconclusive';
  readonly reason: Reason | null;
  /** The browser's own words, or those of the library that loads. */
  readonly words?: string;
  /** What an answer without a song is. */
  readonly answer?: string;
  /** Why it is inconclusive. */
  readonly cause?: string;
  /** Of the readable audio, in Hz. */
  readonly tone?: number;
  readonly song?: Song;
}

interface Step {
  readonly lab: Lab;
  readonly choices: Choices;
  readonly url: string;
  readonly wire: Wire;
}

const inconclusive = (cause: string): Finding => ({ outcome: 'inconclusive', reason: null, cause });
const quote = ({ name, message }: { name: string; message: string }): string =>
  `${name}: ${message || '(no message)'}`;

/** A CDN that is down, or a broken connection, looks to a page just as a refusal does; only the servers tell them apart. */
async function findLabFault({ lab, choices, wire }: Step): Promise<Finding | undefined> {
  const policies = [effectivePolicy(choices)];
  const broken = wire && findBrokenConnection({ policies, wire, browserSays: null });
  if (broken) return inconclusive(`This says nothing about CORS: ${broken}. Load the song again.`);
  if (wire !== null && wire.length > 0) return undefined;
  const origin = lab.origin(choices.cdn);
  return (await isReachable(origin)) ? undefined : inconclusive(silentCdn(origin));
}

/** Judges the GET. */
export async function judgeGet(step: Step, answer: Answer): Promise<Finding> {
  const { lab, choices, url, wire } = step;
  if (answer.kind === 'song') return { outcome: 'readable', reason: null, song: answer.song };
  if (answer.kind === 'late') return inconclusive(`${choices.cdn} did not answer within 10 seconds.`);
  const fault = await findLabFault(step);
  if (fault) return fault;
  const request = requestOf(getLoaders[choices.credentials]);
  const client = choices.frame ? clientOf({ origin: 'null' }) : lab.client;
  const reason = wire && diagnose({ client, request, url, outcome: 'blocked', wire });
  const words = answer.kind === 'refused' ? { words: quote(answer) } : { answer: answer.message };
  return { outcome: 'blocked', reason, ...words };
}

/** What the page alone can tell, where the ledgers may not be read. */
function judgeByEar(seen: Findings): Finding {
  const outcome = outcomeOf(seen);
  return {
    outcome,
    reason: outcome === 'opaque' ? 'no-crossorigin' : null,
    ...(seen.tone !== null && seen.tone > 0 && { tone: seen.tone }),
  };
}

/** Judges the audio, by the same judge as every measurement of the lab. */
export async function judgeAudio(step: Step, seen: Findings, tapped: boolean): Promise<Finding> {
  const { lab, choices, url, wire } = step;
  if (seen.timedOut !== undefined) {
    const fault = await findLabFault(step);
    return fault ?? inconclusive(`The page timed out waiting for ${seen.timedOut}.`);
  }
  if (choices.tap && !tapped && seen.accepted)
    return inconclusive('The audio clock of this browser stands still: is there an audio device?');
  const words = seen.error && { words: quote(seen.error) };
  if (seen.error) {
    const fault = await findLabFault(step);
    if (fault) return { ...fault, ...words };
  } else if (!tapped) {
    return { outcome: 'untapped', reason: null };
  }
  if (wire === null) return { ...judgeByEar(seen), ...words };
  const server = wire.at(-1)?.server ?? choices.cdn;
  const { outcome, reason, labError } = judge({
    client: lab.client,
    loader: songLoaderOf(choices),
    url,
    tone: servers[server].tone,
    seen: { ...seen, token: '', milliseconds: 0 },
    wire,
  });
  if (labError) return { ...inconclusive(`${labError.message}.`), ...words };
  return { outcome, reason, ...words, ...(seen.tone !== null && { tone: seen.tone }) };
}
