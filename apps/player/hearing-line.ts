import type { Tap } from '../shared/hearing';

/** What Web Audio hears just now. `tone`: the lab's; `sound`: other sound; `zeros`: only zeros. */
export interface Heard {
  readonly what: 'tone' | 'sound' | 'zeros' | 'nothing';
  readonly says: string;
}

/** Zeros between two loads or while a song starts are none: so many looks in a row must agree. */
const zerosInARow = 3;

/** A listener on a tap; ask it a few times a second. */
export function createListener(tap: Tap): () => Heard {
  let zeros = 0;
  let last: Heard = { what: 'nothing', says: 'nothing yet' };
  return () => {
    const tone = tap.hear();
    zeros = tone === 0 ? zeros + 1 : 0;
    if (tone === 0) {
      if (zeros >= zerosInARow) last = { what: 'zeros', says: 'only zeros' };
    } else if (tone !== null) {
      last = { what: 'tone', says: `the tone, ${tone} Hz` };
    } else if (last.what !== 'tone') {
      // Where the melody drowns the tone for a moment, what was heard before still holds.
      last = { what: 'sound', says: 'sound' };
    }
    return last;
  };
}
