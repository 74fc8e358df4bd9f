/**
 * Which document a person has clicked in, or pressed a key in, since it was opened (sticky activation,
 * https://html.spec.whatwg.org/multipage/interaction.html#sticky-activation): none; the one around the frame that the page is
 * in, which is of another origin, and not the page; or the page.
 */
export const userActivations = ['none', 'parent', 'page'] as const;
export type UserActivation = (typeof userActivations)[number];
