/** Why the pages in apps/dist cannot be used, in a phrase; undefined if each file is as `npm run build` wrote it. */
export function whyNotBuilt(): string | undefined;

/** Whether something in apps/, in model/ or in the dependencies has changed since the pages were built. */
export function areOlderThanSources(): boolean;

/** A hash of all that the pages are built from. */
export function hashSources(): string;

/** Records what the build wrote, and the hash of the sources that it was built from. */
export function writeManifest(from: string): void;
