import { engineNames, type EngineName } from '../../../model/evidence/engine';
import { chromium } from './chromium';
import type { Engine } from './engine';
import { firefox } from './firefox';
import { webkit } from './webkit';

export const engines: Readonly<Record<EngineName, Engine>> = { chromium, firefox, webkit };

/** Engine and version of a browser, by its user agent; undefined if there is none of the known. */
export function readUserAgent(
  userAgent: string,
): { readonly engine: EngineName; readonly version: string } | undefined {
  for (const engine of engineNames)
    for (const pattern of engines[engine].userAgents) {
      const version = pattern.exec(userAgent)?.[1];
      if (version !== undefined) return { engine, version };
    }
  return undefined;
}
