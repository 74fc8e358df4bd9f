import { poll, TimedOut } from '../../shared/bounds';
import { wordsOf, type Findings } from '../../shared/findings';
import { tapNode, wakeClock } from '../../shared/hearing';
import { examine, fetchAndLook } from './fetch';
import { heard, listen } from './listen';
import { isSilenced } from './unheard';

/** A clock that stands still for so long is left alone, in milliseconds. */
const clockBound = 3_000;

/** Whether a context runs, once it has been asked to. @throws TimedOut where it does neither, nor is kept from it */
async function comesToRun(context: AudioContext): Promise<boolean> {
  try {
    return await poll(() => context.currentTime > 0 || undefined, clockBound, 'the audio clock to run');
  } catch (error) {
    if (error instanceof TimedOut && context.state === 'suspended' && (await isSilenced())) return false;
    throw error;
  }
}

/**
 * Fetches `url`, decodes it, and plays it by an AudioContext
 * (https://webaudio.github.io/web-audio-api/#AudioBufferSourceNode).
 */
export const loadBufferSource = (url: string): Promise<Findings> =>
  fetchAndLook(url, {}, async (response, bytes) => {
    if (response.status < 200 || response.status > 299) return examine(response, bytes);
    const context = wakeClock();
    let buffer: AudioBuffer;
    try {
      buffer = await context.decodeAudioData(bytes);
    } catch (error) {
      return { accepted: true, metadata: true, advances: true, tone: null, response, error: wordsOf(error) };
    }
    const source = new AudioBufferSourceNode(context, { buffer, loop: true });
    const tap = tapNode(source);
    source.start();
    try {
      if (!(await comesToRun(context))) return { ...heard(tap.hear()), response, suspended: true };
      return { ...(await listen(tap, 'the AudioContext')), response };
    } finally {
      source.stop();
      tap.release();
    }
  });
