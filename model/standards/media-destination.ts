/** What the request of a media element is for (https://fetch.spec.whatwg.org/#concept-request-destination). */
export type MediaDestination = 'audio' | 'video';

/** Whether a request is that of a media element: `audio` or `video`, by the name of the element. */
export const isMedia = (destination: string): destination is MediaDestination =>
  destination === 'audio' || destination === 'video';
