/** The loaders that make one request of their own kind. */
export const requestLoaders = [
  'audio',
  'audio-anonymous',
  'audio-use-credentials',
  'fetch-omit',
  'fetch-same-origin',
  'fetch-include',
  'fetch-no-cors',
  'fetch-authorization',
  'fetch-range',
  'xhr',
  'xhr-credentials',
] as const;
