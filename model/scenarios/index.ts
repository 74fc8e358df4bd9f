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
import { answerMatrix } from './matrix/answers';
import { decoyMatrix } from './matrix/decoys';
import { hlsMatrix } from './matrix/hls';
import { partMatrix } from './matrix/parts';
import { partitionedCookieMatrix } from './matrix/partitioned-cookies';
import { serviceWorkerMatrix } from './matrix/service-worker';
import { preloadMatrix } from './matrix/preload';
import { swappedSourceMatrix } from './matrix/swapped-source';
import { audioWorkletMatrix } from './matrix/audio-worklet';
import { sourceElementMatrix } from './matrix/source-elements';
import { userActivationMatrix } from './matrix/user-activation';
import { videoElementMatrix } from './matrix/video-element';
import { browserCacheMatrix } from './matrix/browser-cache';
import { allowOriginMatrix } from './matrix/allow-origin';
import { contentSecurityPolicyMatrix } from './matrix/content-security-policy';
import { credentialsMatrix } from './matrix/credentials';
import { embedderPolicyMatrix } from './matrix/embedder-policy';
import { mixedContentMatrix } from './matrix/mixed-content';
import { localNetworkMatrix } from './matrix/local-network';
import { opaqueOriginMatrix } from './matrix/opaque-origin';
import { preflightMatrix } from './matrix/preflights';
import { playerMatrix } from './matrix/players';
import { playerPageMatrix } from './matrix/player-pages';
import { redirectMatrix } from './matrix/redirects';
import { scenariosOf, type Scenario, type Suite } from './build/scenario';

/** Every suite: 1 to 9 are the claims of the article, 10 to 12 what they lead to, the others the matrix. */
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
  allowOriginMatrix,
  credentialsMatrix,
  preflightMatrix,
  redirectMatrix,
  answerMatrix,
  opaqueOriginMatrix,
  contentSecurityPolicyMatrix,
  embedderPolicyMatrix,
  mixedContentMatrix,
  browserCacheMatrix,
  preloadMatrix,
  swappedSourceMatrix,
  decoyMatrix,
  serviceWorkerMatrix,
  partitionedCookieMatrix,
  partMatrix,
  hlsMatrix,
  playerMatrix,
  localNetworkMatrix,
  playerPageMatrix,
  audioWorkletMatrix,
  videoElementMatrix,
  userActivationMatrix,
  sourceElementMatrix,
];

let scenarios: readonly Scenario[] | undefined;

/** The scenarios of all suites, in order. What the oracle says of each is found out when it is asked for. */
export const allScenarios = (): readonly Scenario[] => (scenarios ??= scenariosOf(suites));
