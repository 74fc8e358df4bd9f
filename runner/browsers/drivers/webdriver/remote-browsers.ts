import type { Engine } from '../../session/session';

/** The engine inside each browser that a WebDriver may be asked for, by the name that WebDriver has for it. */
export const browserNames = {
  safari: { browserName: 'safari', engine: 'webkit' },
  webkit: { browserName: 'MiniBrowser', engine: 'webkit' },
  firefox: { browserName: 'firefox', engine: 'firefox' },
  chromium: { browserName: 'chrome', engine: 'chromium' },
  chrome: { browserName: 'chrome', engine: 'chromium' },
  edge: { browserName: 'MicrosoftEdge', engine: 'chromium' },
} as const satisfies Record<string, { browserName: string; engine: Engine }>;

export type RemoteBrowserName = keyof typeof browserNames;
export const remoteBrowserNames = Object.keys(browserNames) as RemoteBrowserName[];
export const engineOf = (name: RemoteBrowserName): Engine => browserNames[name].engine;
