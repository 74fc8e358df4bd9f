import { find } from './dom';

/** The verdict on the page: it belongs to the choices that it was made of, and is dim under any others. */
export interface ShownVerdict {
  hide(): void;
  /** @param says the sentence that sums it up, once the parts of it are filled */
  show(choices: string, says: string): void;
  /** Shows what went over the wire of a load that was made at another page. */
  showWireAlone(): void;
  /** The choices may be others now. */
  compareWith(choices: string): void;
}

const dimmed =
  'The choices have changed. The verdict below belongs to the earlier ones: load again for a new one.';

function scrollTo(region: HTMLElement): void {
  const { matches } = matchMedia('(prefers-reduced-motion: reduce)');
  region.scrollIntoView({ block: 'nearest', behavior: matches ? 'auto' : 'smooth' });
}

/** @param say fills the status line */
export function createShownVerdict(say: (text: string) => void): ShownVerdict {
  const result = find('#result', HTMLElement);
  const wire = find('#wire', HTMLElement);
  const regions = [result, wire];
  const note = find('#dimmed', HTMLElement);
  let shown: { choices: string; says: string } | undefined;
  const dim = (isDim: boolean): void => {
    note.hidden = !isDim;
    for (const region of regions) region.toggleAttribute('data-dim', isDim);
  };
  return {
    hide() {
      shown = undefined;
      for (const region of regions) region.hidden = true;
    },
    show(choices, says) {
      shown = { choices, says };
      dim(false);
      for (const region of regions) region.hidden = false;
      say(says);
      scrollTo(result);
    },
    showWireAlone() {
      wire.hidden = false;
      scrollTo(wire);
    },
    compareWith(choices) {
      if (!shown) return;
      const isDim = shown.choices !== choices;
      if (isDim === note.hidden) say(isDim ? dimmed : shown.says);
      dim(isDim);
    },
  };
}
