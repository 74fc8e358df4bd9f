/** The versions of HTTP that servers may speak over https. */
export const httpVersions = ['1.1', '2'] as const;
export type HttpVersion = (typeof httpVersions)[number];
