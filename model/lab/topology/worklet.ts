/** A module of an AudioWorklet, which gives the tone of the server that it comes from. */
export const workletFile = 'tone.worklet.js';

/** The name under which it registers its processor. */
export const workletProcessor = 'earshot-tone';
