import type { EngineName } from '../../../model/evidence/engine';

interface Named {
  readonly engine: EngineName;
  readonly version: string;
}

/** In this order: each also names those after it, out of habit. Every browser of iOS is WebKit inside. */
const engines: readonly (readonly [EngineName, RegExp])[] = [
  ['firefox', /\bFirefox\/([\d.]+)/],
  // Without its window it calls itself HeadlessChrome.
  ['chromium', /Chrome\/([\d.]+)/],
  ['webkit', /\bVersion\/([\d.]+).*\bSafari\//],
  ['webkit', /\bAppleWebKit\/([\d.]+)/],
];

/** EngineName and version of a browser, by what it says of itself; undefined where it is none of the known. */
export function readUserAgent(userAgent: string): Named | undefined {
  for (const [engine, pattern] of engines) {
    const version = pattern.exec(userAgent)?.[1];
    if (version !== undefined) return { engine, version };
  }
  return undefined;
}
