import type { WorkerScript } from '../../standards/worker-script';

/** The service workers of the lab's pages, by what they do. */
export const workers = {
  refetch: {},
  opaque: { fetches: 'url', mode: 'no-cors', cache: true },
  cors: { fetches: 'url' },
  slice: { fetches: 'url', cuts: true },
} as const satisfies Readonly<Record<string, WorkerScript>>;

export type WorkerKind = keyof typeof workers;
