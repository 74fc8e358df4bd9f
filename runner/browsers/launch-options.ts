import type { LaunchOptions } from 'playwright';
import { allHostNames, type Ports } from '../../model/topology';
import type { Engine } from './session';

/** What a browser must know of the lab it is to reach. */
export interface LabAddress {
  readonly ports: Ports;
  /** SHA-256 of the public key of the lab's leaf certificate, base64. */
  readonly spki: string;
}

/**
 * Chromium: the lab's names lead to loopback, default ports to the player's, and nothing leads out. Certificate
 * errors are ignored for the lab's leaf alone, because ignoring all of them would switch the cache off for https.
 */
function chromiumOptions({ ports, spki }: LabAddress): LaunchOptions {
  const resolverRules = [
    `MAP player.test:80 127.0.0.1:${ports.player.http}`,
    `MAP player.test:443 127.0.0.1:${ports.player.https}`,
    'MAP *.test 127.0.0.1',
    'MAP * ~NOTFOUND',
    'EXCLUDE *.localhost',
    'EXCLUDE 127.0.0.1',
  ];
  return {
    args: [
      `--host-resolver-rules=${resolverRules.join(', ')}`,
      `--ignore-certificate-errors-spki-list=${spki}`,
      '--autoplay-policy=no-user-gesture-required',
    ],
  };
}

/** Firefox: the same by preferences; sound goes to a mock device, since without one `resume()` never settles. */
function firefoxOptions({ ports }: LabAddress): LaunchOptions {
  return {
    firefoxUserPrefs: {
      'network.dns.localDomains': allHostNames().join(','),
      'network.socket.forcePort': `80=${ports.player.http};443=${ports.player.https}`,
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
      'media.autoplay.default': 0,
      'media.cubeb.force_mock_context': true,
    },
  };
}

const optionsOf = { chromium: chromiumOptions, firefox: firefoxOptions } as const satisfies Record<
  Engine,
  unknown
>;

/** How Playwright must launch `engine` for it to reach the lab. */
export const launchOptionsFor = (engine: Engine, lab: LabAddress): LaunchOptions => optionsOf[engine](lab);
