import { linkField, linkPath } from '../../../model/evidence/link';
import { lastLoadOf } from '../../../model/lab/loaders/loaders';
import type { Scenario } from '../../../model/scenarios/build/scenario';
import { shown } from '../../../model/http/shown-text';
import { originOf } from '../../../model/lab/topology/topology';
import type { LabAddress } from '../../lab/lab-address';
import type { BrowserSession } from '../session/session';
import { LabFailure } from '../../failures/lab-failure';
import type { Reach } from '../session/reach';
import { engines, readUserAgent } from '../engines';
import type { ServedLink } from './serve-link';

const playerOf = ({ ports }: LabAddress, reach: Reach): string =>
  reach.spell(originOf(ports, 'player', 'http', 'test'));

/** The host that a link leads to, where its page finds the runner too. */
export const linkHost = (lab: LabAddress, reach: Reach): string => new URL(playerOf(lab, reach)).hostname;

/** The link that opens the player's page with its work. */
export const linkUrl = (lab: LabAddress, { at }: ServedLink, reach: Reach): string =>
  `${playerOf(lab, reach)}${linkPath}?${linkField}=${at}`;

/** The pages that the one behind the link may stand for: those of its very origin, without policies of their own. */
const opened = new Set(['http', 'http-localhost']);

/** Why the page behind the link cannot stand for a scenario's. */
function needsOwnPage({ page, loader }: Scenario): string | undefined {
  if (!opened.has(page)) return "it needs a page of its own, and the link opens the player's";
  return lastLoadOf(loader).injected ? "it needs the lab's page with a hole" : undefined;
}

/**
 * The browser that comes by the link, as the measurement drives it.
 * @throws LabFailure where it does not say what it is
 */
export function linkSession(link: ServedLink, userAgent: string, reach: Reach): BrowserSession {
  const named = readUserAgent(userAgent);
  if (!named)
    throw new LabFailure(`Failed to tell which browser came: it calls itself "${shown(userAgent)}"`);
  const { patience } = engines[named.engine];
  const { page } = link;
  return {
    ...named,
    build: userAgent,
    profile: {
      driver: 'a person, by a link',
      differs: [
        "the lab's names are not its own: see what was left out",
        'one page for all loads, begun by a click',
      ],
    },
    spell: reach.spell,
    leavesOut: (scenario) => reach.leavesOut(scenario) ?? needsOwnPage(scenario),
    openPage: () =>
      Promise.resolve({
        ...page,
        start: (cells, concurrency) => page.start(cells, concurrency, patience),
      }),
    close: () => Promise.resolve(),
  };
}
