/** The song at a URL without an extension, from which no library can tell its type. */
export const bareSong = 'tone';
