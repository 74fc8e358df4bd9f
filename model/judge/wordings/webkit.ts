import type { Reason } from '../../standards/reason';
import type { Wording } from './wording';

const wording = (says: string, ...reasons: Reason[]): Wording => ({ code: null, says, reasons });

/** The messages of WebKit 2.50, which are Safari's too. They come in pairs: the check that failed, then what could not be loaded. */
export const webkitWordings: readonly Wording[] = [
  wording(
    'Origin {origin} is not allowed by Access-Control-Allow-Origin. Status code: {status}',
    'allow-origin-missing',
    'allow-origin-mismatch',
    'redirect-null-origin',
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
    'Request header field {value} is not allowed by Access-Control-Allow-Headers.',
    'preflight-header-not-allowed',
  ),
  wording('Method {value} is not allowed by Access-Control-Allow-Methods.', 'preflight-method-not-allowed'),
  wording('Header Access-Control-Allow-Headers has an invalid value: {value}', 'preflight-malformed'),
  wording('Header Access-Control-Allow-Methods has an invalid value: {value}', 'preflight-malformed'),
  wording(
    "Cancelled load to {url} because it violates the resource's Cross-Origin-Resource-Policy response header.",
    'corp',
  ),
  wording('Not allowed to use restricted network port', 'bad-port'),
  wording(
    'Refused to connect to {url} because it does not appear in the connect-src directive of the Content Security Policy.',
    'csp',
  ),
  wording(
    'Refused to load {url} because it does not appear in the media-src directive of the Content Security Policy.',
    'csp',
  ),
  wording(
    'The page at {page} requested insecure content from {url}. This content was blocked and must be served over HTTPS.',
    'mixed-content',
  ),
];
