import type { Reason } from '../../standards/reason';
import {
  headerNotAllowed,
  isRedirect,
  malformedIn,
  said,
  type Placeholders,
  type WordedLoad,
  type Wording,
} from './wording';
import { isMedia } from '../../standards/media-destination';

/** What stands for the placeholders of every message, where the last answer has it. */
const fill = (load: WordedLoad): Placeholders => {
  const { answer, method, api, directive } = load;
  return {
    status: answer?.status ?? null,
    header: headerNotAllowed(load),
    method,
    headers: said(load, 'access-control-allow-headers'),
    methods: said(load, 'access-control-allow-methods'),
    location: said(load, 'location'),
    refused: isMedia(api) ? 'Refused to load' : 'Refused to connect to',
    directive: directive?.standsFor ?? null,
  };
};

const wording = (says: string, ...reasons: Reason[]): Wording => ({ code: null, says, reasons, fill });

const only = (when: (load: WordedLoad) => boolean, given: Wording): Wording => ({ ...given, when });
/** Whether default-src refuses what has no directive of its own. */
const standsIn = ({ directive }: WordedLoad): boolean =>
  directive !== null && directive.name !== directive.standsFor;

const isRedirectRefused = (load: WordedLoad): boolean => isRedirect(load) && !load.isPreflight;

/** The messages of WebKit 2.50, which are Safari's too. They come in pairs: the check that failed, then what could not be loaded. */
export const webkitWordings: readonly Wording[] = [
  only(
    (load) => !isRedirectRefused(load),
    wording(
      'Origin {origin} is not allowed by Access-Control-Allow-Origin. Status code: {status}',
      'allow-origin-missing',
      'allow-origin-mismatch',
      'redirect-null-origin',
    ),
  ),
  only(
    isRedirectRefused,
    wording(
      'Cross-origin redirection to {location} denied by Cross-Origin Resource Sharing policy: Origin {origin} is not allowed by Access-Control-Allow-Origin. Status code: {status}',
      'allow-origin-missing',
      'allow-origin-mismatch',
    ),
  ),
  wording('Access-Control-Allow-Origin cannot contain more than one origin.', 'allow-origin-multiple'),
  wording(
    'Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.',
    'wildcard-with-credentials',
  ),
  wording(
    'Credentials flag is true, but Access-Control-Allow-Credentials is not "true".',
    'allow-credentials-missing',
  ),
  wording('Preflight response is not successful. Status code: {status}', 'preflight-status'),
  wording(
    'Request header field {header} is not allowed by Access-Control-Allow-Headers.',
    'preflight-header-not-allowed',
  ),
  wording('Method {method} is not allowed by Access-Control-Allow-Methods.', 'preflight-method-not-allowed'),
  only(
    (load) => malformedIn(load, 'access-control-allow-headers') !== null,
    wording('Header Access-Control-Allow-Headers has an invalid value: {headers}', 'preflight-malformed'),
  ),
  only(
    (load) => malformedIn(load, 'access-control-allow-methods') !== null,
    wording('Header Access-Control-Allow-Methods has an invalid value: {methods}', 'preflight-malformed'),
  ),
  wording(
    "Cancelled load to {url} because it violates the resource's Cross-Origin-Resource-Policy response header.",
    'corp',
  ),
  wording('Not allowed to use restricted network port', 'bad-port'),
  only(
    (load) => !standsIn(load),
    wording(
      '{refused} {url} because it does not appear in the {directive} directive of the Content Security Policy.',
      'csp',
    ),
  ),
  only(
    standsIn,
    wording(
      '{refused} {url} because it appears in neither the {directive} directive nor the default-src directive of the Content Security Policy.',
      'csp',
    ),
  ),
  wording(
    'The page at {page} requested insecure content from {url}. This content was blocked and must be served over HTTPS.',
    'mixed-content',
  ),
  wording(
    'NotAllowedError: The request is not allowed by the user agent or the platform in the current context, possibly because the user denied permission.',
    'not-allowed-to-play',
  ),
];
