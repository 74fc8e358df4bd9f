import { localSong } from './1-local-song';
import { redirects } from './10-redirects';
import { notCors } from './11-not-cors';
import { pagePolicies } from './12-page-policies';
import { getAndLoad } from './2-get-and-load';
import { origins } from './3-origins';
import { withoutCrossorigin } from './4-without-crossorigin';
import { allowOrigin } from './5-allow-origin';
import { credentials } from './6-credentials';
import { nullOrigin } from './7-null-origin';
import { injection } from './8-injection';
import { ftp } from './9-ftp';
import { scenariosOf, type Scenario, type Suite } from './scenario';

/** Every suite: 1 to 9 are the claims of the article, the others what they lead to. */
export const suites: readonly Suite[] = [
  localSong,
  getAndLoad,
  origins,
  withoutCrossorigin,
  allowOrigin,
  credentials,
  nullOrigin,
  injection,
  ftp,
  redirects,
  notCors,
  pagePolicies,
];

export const scenarios: readonly Scenario[] = scenariosOf(suites);
