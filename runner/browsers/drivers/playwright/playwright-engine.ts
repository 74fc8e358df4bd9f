import type { Browser, BrowserType, Frame, LaunchOptions, Page } from 'playwright';
import type { EngineName } from '../../../../model/evidence/engine';
import type { Scenario } from '../../../../model/scenarios/build/scenario';
import type { Network } from '../../session/network';
import type { LabPage, Listener, Permissions } from '../../session/session';

interface StartedBrowser {
  readonly browser: Browser;
  readonly close: () => Promise<void>;
}

/** What a browser that a server started turns out to be. */
export interface BrowserAtServer {
  /** It was started with the lab's launch options, and not only those that a server takes from anyone. */
  readonly asAsked: boolean;
  readonly differs: readonly string[];
  /** Why it cannot be asked a scenario that others at a server can; undefined if it can. */
  readonly leavesOut: (scenario: Scenario) => string | undefined;
}

/** Refuses logins in a page, until it is closed: see {@link LabPage.refuseLogins}. */
export interface LoginRefuser {
  readonly refuse: NonNullable<LabPage['refuseLogins']>;
  readonly close: () => Promise<void>;
}

/** Has the profile of a page forget what servers gave it: cookies, and what is cached. */
export type Forget = (page: Page) => Promise<void>;

/** What Playwright must know of an engine to drive it. */
export interface PlaywrightEngine {
  readonly name: EngineName;
  readonly type: BrowserType;
  /** What its probes are told: see `Engine.patience`. */
  readonly patience: number;
  /** Those with which it lives in a network. */
  readonly launchOptions: (network: Network) => LaunchOptions;
  /** The channel of a build that is not Playwright's. */
  readonly stockChannel: string | null;
  readonly start: (options: LaunchOptions, network: Network, folder: string) => Promise<StartedBrowser>;
  /** Where it differs from what people browse with, by its launch options and Playwright's. */
  readonly differs: readonly string[];
  /** Permits an origin this, and nothing else, in the profile of a page. */
  readonly permit: (page: Page, origin: string, permissions: Permissions) => Promise<void>;
  /** Whether a page can be opened there in which no sound may begin. */
  readonly mindsActivation: boolean;
  /** What tells it where the lab's names lead. */
  readonly namesBy: string;
  /** Left out where it cannot be asked for that. */
  readonly forget?: Forget;
  readonly trustsAnyCertificate: boolean;
  /** Listens to what the browser says of the requests of a page, which a frame in it makes; null if it cannot be asked. */
  readonly listen: ((page: Page, frame: Frame) => Promise<Listener>) | null;
  /** Null if it asks no person for a login. */
  readonly refuseLogins: ((page: Page) => LoginRefuser) | null;
  readonly askAtServer: (browser: Browser) => Promise<BrowserAtServer>;
}
