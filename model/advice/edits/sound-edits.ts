/** What a page does that there is sound, and that it may begin (https://html.spec.whatwg.org/multipage/media.html#allowed-to-play), in words. */
export const soundEdits = {
  startOnClick:
    'Call play(), and resume() of the AudioContext, in the handler of a click or a key press in the page: its first sound needs one. A <video> that is muted may begin without',
  unmute:
    'Leave the element loud: no muted, and a volume above 0. If the page is to be silent, lead what it gives through a GainNode of gain 0',
  handOnAutoplay: 'Give the frame allow="autoplay": a click in the page around it then counts for both',
} as const;

/**
 * These changes, and with each those that let sound begin; the empty change stays, since it is what there is.
 * @param ways each all that it takes to let sound begin; none, if it may
 */
export const withSound = <Edit>(
  changes: readonly (readonly Edit[])[],
  ways: readonly (readonly Edit[])[],
): (readonly Edit[])[] =>
  ways.length === 0
    ? [...changes]
    : [[], ...ways.flatMap((edits) => changes.map((some) => [...edits, ...some]))];
