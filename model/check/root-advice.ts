import type { Root } from './root';

/** What has to be done besides sending other header lines, or in place of that, by what is at fault. */
const rootAdvice: Partial<Record<Root, string>> = {
  'added-twice':
    'Two places add the line, such as a proxy and the application behind it: take it out of one of them.',
  'cache-without-vary':
    'Send "Vary: Origin" in every answer, also in those without Access-Control-Allow-Origin, and purge the cache: it goes on giving what it has.',
  'only-on-200': 'Look for a condition on the status: media elements ask for a part, and get a 206.',
  'no-cors-configured':
    'If it is configured already, look for a nested block, a module that is not loaded, or a handler that answers before it.',
  'add-header-inheritance':
    'A block of its own answers, and inherits none of the lines around it: the line has to stand in that block.',
  'origin-not-in-allowlist':
    'The server has a list of origins: put the page into it, in the very place that refuses it now.',
  'answers-differ': 'Ask each server behind the name by itself, and have all of them send the line.',
  'options-denied':
    'Something denies OPTIONS before any header line is thought of, such as limit_except, LimitExcept or a firewall: let it pass there first.',
  'redirect-without-header': 'The redirect needs the line as well, in the very place that sends it.',
  'redirect-null-origin': 'Or link to where it leads, in place of the URL that redirects. Never allow null.',
  'redirect-invalid': 'Have the redirect lead to an http or https URL, written whole; or link to that.',
  'wrong-origin-from-referer':
    'Copied headers let in whoever asks: compare Origin with a list of pages, and send the one that is in it.',
  'redirect-loop': 'The redirects come back to where they began: mend them first.',
  'hotlink-protection':
    'The server refuses pages of other sites, by Referer or Sec-Fetch-Site: let this page in there, it is not a matter of CORS.',
  'destination-refused':
    'The server goes by Sec-Fetch-Dest: let in what this page loads by, it is not a matter of CORS.',
  'user-agent-blocked': 'The server refuses the browser by its User-Agent: it is not a matter of CORS.',
  'expired-link': 'The link has expired, or its signature does not fit: get a new one.',
  'not-found': 'There is no song at this URL: look at path and spelling.',
  forbidden:
    'The server lets nobody have it: look at its access rules. Buckets answer so to a name that they do not have, too.',
  'server-error': 'The server fails: look at its own log.',
  'too-many-requests': 'It was asked too often: wait, and check again.',
  'login-page':
    'What comes is a page to log in at, with a status of success: hand out a URL that needs no login.',
  'not-audio': 'What comes is no audio: look at what the URL gives.',
  'unknown-host': 'The server does not know this host, and gives an empty answer.',
  'wrong-type-with-nosniff': 'Send the type of the audio in Content-Type, such as audio/mpeg.',
  'wrong-type': 'Send the type of the audio in Content-Type, such as audio/mpeg.',
  'range-refused':
    'Answer a range with 206, or with the whole file and 200: media elements ask for bytes=0- at first.',
  'wrong-content-range':
    'Name the bytes that come in Content-Range, from the first that was asked for; or answer with 200, and the whole file.',
  'compressed-audio':
    'Send audio without Content-Encoding: it is compressed by itself, and not every browser plays it so.',
  truncated: 'Fewer bytes come than Content-Length says: mend the file, or what hands it on.',
  'basic-auth': 'A login is wanted (WWW-Authenticate), which an element cannot give: hand out a signed URL.',
  'cookie-login': 'A session is wanted: log in first, and check with --header "Cookie: …".',
  'closed-port': 'Nobody listens there: look at host and port.',
  'empty-response':
    'Something closes the connection without an answer, such as "return 444" of nginx, or a firewall of requests: look there for who is let in.',
  'connection-reset': 'The server hangs up: look at its own log, and at what stands before it.',
  'no-tls-spoken': 'No TLS is spoken there: ask over http, or offer it.',
  'tls-expected': 'TLS is spoken there: ask over https.',
  'tls-handshake': 'TLS fails before a certificate comes: look at its versions and names.',
  'tls-certificate':
    'Get a certificate that browsers trust, for this name. One of your own authority is known here by NODE_EXTRA_CA_CERTS.',
  'no-answer':
    'The server takes the question and does not answer in time: look at its own log, or give it longer by --timeout.',
  unreachable: 'No connection comes about: look at host and port, and at firewalls on the way.',
  dns: 'The name leads nowhere: look at its spelling, and at DNS.',
};

/** For a page without an origin: what is let in by a list with null in it is any page. */
const forNull: Partial<Record<Root, string>> = {
  'origin-not-in-allowlist':
    'The server has a list of origins. Never put null into it: any page can be null, by a sandboxed frame. Let the page have its origin, without a sandbox or with allow-same-origin in it, and put that into the list.',
};

/** What has to be done besides for a page of this origin, serialized; undefined if nothing. */
export const adviceOn = (root: Root, page: string): string | undefined =>
  (page === 'null' ? forNull[root] : undefined) ?? rootAdvice[root];
