import type { LaunchOptions } from 'playwright';
import { z } from 'zod';
import { engineNames, type EngineName } from '../../model/evidence/engine';
import type { ShapeOf } from '../../model/evidence/shape-of';
import type { HeaderLine } from '../../model/http/headers';
import { shownValue } from '../../model/http/shown-text';
import { parseUrl } from '../../model/http/url';
import { schemes, serverNames, type ServerName } from '../../model/lab/topology/topology';
import { openNetwork } from '../../runner/browsers/session/network';
import { engines } from '../../runner/browsers/engines';
import { openLab } from '../../runner/lab/open-lab';
import { createLedger, type Ledger } from '../../servers/cdn/ledger';
import { listen } from '../../servers/http/listen';
import { createPageServer } from '../../servers/pages/create-page-server';
import { defaultTlsFolder, loadOrMakeCertificates } from '../../servers/tls/certificates';
import { LabFailure } from '../../runner/failures/lab-failure';
import { UsageError } from '../../runner/failures/usage-error';
import { readGiven } from '../given/read-given';
import { cdnUrl, tokenOf, type CdnPolicy, type CdnUrl } from './cdn-url';
import { rememberLab } from './open-labs';
import { readHosts, readOrigin, readPage, type OwnPage } from './page-at';
import { seenRequest, type SeenRequest } from './seen-request';

export interface LabOptions {
  /**
   * The hosts of your own pages, at the ports 80 and 443 as browsers see them. Default: `app.test`. Policies that allow the
   * player by name allow pages of the first.
   */
  readonly hosts?: readonly string[];
  /** Aborted, the lab closes. */
  readonly signal?: AbortSignal;
}

/** A lab in this process, on free ports of loopback. */
export interface Lab {
  /**
   * A URL of a song at a CDN that answers by this policy; each call has one of its own.
   * @throws UsageError where there is no such policy, or a line of it is malformed
   * @throws LabFailure where the lab is closed, as `page` and `launchOptions` do
   */
  readonly cdn: (policy: CdnPolicy, which?: CdnUrl) => string;
  /**
   * Puts a page at an origin, in place of the one that was there: `{ html }`, the files of a `{ folder }`, or what your own
   * server answers, `{ proxy: 'http://localhost:5173' }`; without one, an empty page.
   * @param origin of one of the lab's `hosts`, such as `https://app.test`
   * @returns its URL
   * @throws UsageError where the lab has no such origin, or the page cannot be served
   */
  readonly page: (origin: string, page?: OwnPage) => string;
  /**
   * What the CDNs saw of a URL of `cdn`, preflights and redirects too, in order of time.
   * @throws UsageError where it is no URL of this lab
   */
  readonly requests: (url: string) => SeenRequest[];
  /**
   * What Playwright must launch a browser with, so that it finds the lab's names. Chromium then trusts the lab's
   * certificate; Firefox wants `ignoreHTTPSErrors` of its contexts.
   */
  readonly launchOptions: (browser: EngineName) => LaunchOptions;
  /** Closes all that listens; safe to call again. */
  readonly close: () => Promise<void>;
}

const given = z.strictObject({
  hosts: z.array(z.string()).readonly().exactOptional(),
  signal: z.instanceof(AbortSignal, { error: 'want an AbortSignal' }).exactOptional(),
} satisfies ShapeOf<LabOptions>);

const browser = z.strictObject({ browser: z.enum(engineNames) });

/**
 * Starts a lab: the CDNs of Earshot, and pages of your own.
 * @throws LabFailure where the pages of a clone are not built
 * @throws the signal's reason, where it is aborted before the lab stands
 */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const { hosts: named = ['app.test'], signal } = readGiven(given, options, 'start a lab');
  const hosts = readHosts(named);
  signal?.throwIfAborted();
  const certificates = await loadOrMakeCertificates(defaultTlsFolder);
  const ledgers = new Map<ServerName, Ledger>(serverNames.map((name) => [name, createLedger(name)]));
  const lab = await openLab({
    ...{ portBase: 0, certificates, app: hosts[0] },
    ledgerOf: (server) => ledgers.get(server)!,
  });
  const pages = createPageServer();
  const listener = await listen({
    ...{ app: pages.app, address: '127.0.0.1', port: 0, certificates },
    schemes: ['http', 'https'],
  }).catch(async (error: unknown) => {
    await lab.close();
    throw error;
  });
  let isClosed = false;
  const close = async () => {
    isClosed = true;
    signal?.removeEventListener('abort', end);
    await Promise.all([lab.close(), listener.close(0)]);
  };
  const end = () => void close();
  signal?.addEventListener('abort', end, { once: true });
  if (signal?.aborted) await close();
  signal?.throwIfAborted();

  const ports = new Set(serverNames.flatMap((name) => schemes.map((scheme) => lab.ports[name][scheme])));
  const has = (url: string): boolean => {
    const parsed = parseUrl(url);
    return parsed !== null && ports.has(Number(new URL(parsed.href).port)) && tokenOf(url) !== undefined;
  };
  const wire = (url: string) =>
    [...ledgers.values()]
      .flatMap((ledger) => [...ledger.read([tokenOf(url) ?? ''])])
      .sort((one, other) => one.at - other.at);
  const lines = new Map<string, readonly HeaderLine[]>();
  rememberLab({
    has,
    wire,
    whyLost: (url) => {
      if (isClosed) return 'the lab is closed';
      const isLost = [...ledgers.values()].some((ledger) => ledger.lost([tokenOf(url) ?? '']).length > 0);
      return isLost ? 'more came for its URL than the lab remembers' : undefined;
    },
    pageLines: (origin) => lines.get(origin) ?? [],
  });

  const checkOpen = (task: string) => {
    if (isClosed) throw new LabFailure(`Failed to ${task}: the lab is closed`);
  };

  return {
    cdn(policy, which) {
      checkOpen('give a URL of a CDN');
      return cdnUrl(lab.ports, policy, which);
    },
    page(at, content) {
      checkOpen('put up the page');
      const origin = readOrigin(at, hosts);
      const page = readPage(content);
      pages.put(origin, page);
      lines.set(origin, page.headers ?? []);
      return `${origin}/`;
    },
    requests(url) {
      if (typeof url !== 'string' || !has(url))
        throw new UsageError(`Failed to read requests: ${shownValue(url)} is no URL of lab.cdn()`);
      return wire(url).map(seenRequest);
    },
    launchOptions(name) {
      const task = 'lead a browser to the lab';
      checkOpen(task);
      const { browser: engine } = readGiven(browser, { browser: name }, task);
      if (engine === 'webkit')
        throw new UsageError(
          'Failed to lead webkit to the lab: only Chromium and Firefox can be told its names. Leave webkit out of the projects that use it',
        );
      return engines[engine].launchOptions(openNetwork(certificates.spki, hosts, listener.port));
    },
    close,
  };
}
