/** What a page does that its sound may begin (https://html.spec.whatwg.org/multipage/media.html#allowed-to-play), in words. */
export const soundEdits = {
  startOnClick:
    'Call play(), and resume() of the AudioContext, in the handler of a click or a key press in the page: its first sound needs one. A <video> that is muted may begin without',
  handOnAutoplay: 'Give the frame allow="autoplay": a click in the page around it then counts for both',
} as const;

/** These changes, and with each one that lets sound begin; the empty change stays, since it is what there is. */
export const withSound = <Edit>(
  changes: readonly (readonly Edit[])[],
  edits: readonly Edit[],
): (readonly Edit[])[] =>
  edits.length === 0
    ? [...changes]
    : [[], ...edits.flatMap((edit) => changes.map((some) => [edit, ...some]))];
