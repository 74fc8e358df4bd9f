import { allowsBlob } from '../../standards/content-security-policy';
import { extractEssence } from '../../http/mime-type';
import { getHeader } from '../../http/headers';
import type { Answer } from '../../standards/exchange-case';
import type { Beside } from '../loaders/loader';
import type { Loader } from '../loaders/probe-task';
import { blocked, type Conclusion, type Loaded, type Setting } from './setting';

/** What `canPlayType()` of an element says something else than "" to, of the types that a song may come with. */
const playedTypes =
  /^(audio\/(mpeg|mp3|wav|wave|x-wav|ogg|flac|mp4|aac|webm)|video\/(mp4|ogg|webm)|application\/ogg)$/;

/** Whether an element plays what an answer says that it is. */
export const isOfPlayedType = ({ headers }: Answer): boolean =>
  playedTypes.test(extractEssence(headers) ?? '');

/** Whether a library leaves what came to an element that asks for it itself. */
const isLeft = ({ when }: Beside, answer: Answer): boolean =>
  when === 'no-length' ? getHeader(answer.headers, 'content-length') === null : !isOfPlayedType(answer);

/** Whether script has the whole of an answer, whatever its bytes are. */
const isWhole = ({ outcome, reason }: Conclusion): boolean => outcome === 'readable' || reason === 'decode';

/**
 * What comes of a library that does more than to ask for the song once: one that plays what came by an element, from a `blob:`
 * URL, or that has the song asked for besides.
 * @param askBeside makes that request
 */
export function playWhatCame(
  { answers, client }: Setting,
  { beside, blob }: Pick<Loader, 'beside' | 'blob'>,
  { fetched, heard }: Loaded,
  askBeside: () => Conclusion,
): Conclusion {
  const wins = (other: Conclusion): Conclusion =>
    beside!.isHeard || (other.outcome === 'blocked' && heard.outcome !== 'blocked') ? other : heard;
  if (beside?.when === 'played') {
    if (heard.outcome !== 'blocked') askBeside();
    return heard;
  }
  if (beside?.when === 'always') return wins(askBeside());
  if (fetched?.failure !== null || !isWhole(heard)) return heard;
  if (beside && isLeft(beside, fetched.answer)) {
    // It reads no more of it.
    if (beside.when === 'no-length') answers.forget(fetched.sent);
    return wins(askBeside());
  }
  return blob === null || allowsBlob(client.policies, blob, client.url) ? heard : blocked('csp');
}
