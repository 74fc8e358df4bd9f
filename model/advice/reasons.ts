import { reasonCodes, sections, type Reason } from '../standards/reason';

interface Words {
  readonly says: string;
  readonly isNot: string;
}

/** What each reason means, and what it is not. */
const words: Readonly<Record<Reason, Words>> = {
  'no-crossorigin': {
    says: 'The element has no crossorigin attribute, so the browser loads the song but hides its samples: Web Audio hears zeros and passes them on to the speakers, whatever the CDN allows.',
    isNot:
      'It is not a fault of the CDN’s headers alone: without the attribute no header makes the samples readable.',
  },
  muted: {
    says: 'The element is muted, or its volume is 0: it plays, and Web Audio hears zeros of it, whatever the CDN allows. To have a page silent and read its samples, leave the element loud and put a GainNode of gain 0 behind it.',
    isNot: 'It is not CORS, and no header of the CDN helps: the same element is readable once it is loud.',
  },
  'context-suspended': {
    says: 'The AudioContext is suspended, so Web Audio hears nothing, whatever the CDN allows: call resume() in a click or a key press. This is not CORS.',
    isNot: 'It is not CORS: the samples may be readable or zeros; that shows once the context runs.',
  },
  'not-allowed-to-play': {
    says: 'The song came, and it stays silent: nobody has clicked or pressed a key in the page, so the browser refuses play() with a NotAllowedError, and leaves the AudioContext suspended. A <video> that is muted plays.',
    isNot: 'It is not CORS, and no header of the CDN helps: after a click the same answer is readable.',
  },
  'worker-opaque': {
    says: "The page's service worker answered a CORS request with an opaque response, as it got without CORS.",
    isNot: 'It is not a fault of the CDN: the worker must ask with CORS, as the page does.',
  },
  'mixed-origins': {
    says: 'A later part of the file comes from another origin than the first, and without CORS an element may not put them together.',
    isNot: 'It is not a missing header on the first answer.',
  },
  'no-cors-mode': {
    says: 'The request was made with mode "no-cors", so the answer is opaque: it arrived, but script may not look into it.',
    isNot: 'It is not a failed load: mode "no-cors" never gives bytes to script, whatever the CDN allows.',
  },
  'allow-origin-missing': {
    says: 'The CDN answered, but without Access-Control-Allow-Origin, so the browser keeps the answer from the page.',
    isNot:
      'It is not a wrong origin, and no header of the page makes up for it: whatever answers has to name who may read it, a preflight, an error or a redirect too. If no request was sent, the browser’s cache answered: fetch(url, { cache: "reload" }) asks the server again.',
  },
  'allow-origin-mismatch': {
    says: "Access-Control-Allow-Origin names something other than the page's origin; the two must be the same byte for byte.",
    isNot:
      'It is not a missing header: it is there, with a value that the browser compares letter by letter (scheme, port, no slash).',
  },
  'allow-origin-multiple': {
    says: 'Access-Control-Allow-Origin holds more than one value; only one origin, or *, is allowed.',
    isNot: 'It is not a wrong origin: the right one may be among them, but a list is never looked through.',
  },
  'wildcard-with-credentials': {
    says: 'The request may carry cookies, and then Access-Control-Allow-Origin must name the origin: * is refused.',
    isNot: 'It is not a missing header: the same answer is readable without credentials.',
  },
  'allow-credentials-missing': {
    says: 'The request may carry cookies, and the answer lacks Access-Control-Allow-Credentials: true.',
    isNot: 'It is not a wrong origin: that was accepted, and only the consent to cookies is missing.',
  },
  'preflight-unanswered': {
    says: 'The browser sent a preflight (OPTIONS) and got no answer: the server hung up on it, or is not there. The request itself was not sent.',
    isNot:
      'It is not a missing header of the song: a plain GET may be answered well. The console names a network error alone, for nothing came that could be checked.',
  },
  'preflight-status': {
    says: 'The browser sent a preflight (OPTIONS) and the CDN did not answer with a success.',
    isNot:
      'It is not the answer to the request itself: that was never sent. Look at what answers OPTIONS, often a login or a router.',
  },
  'preflight-header-not-allowed': {
    says: 'The browser sent a preflight (OPTIONS) and Access-Control-Allow-Headers does not name a header that the request has.',
    isNot: 'It is not a wrong origin: that was accepted, and only the header is not allowed.',
  },
  'preflight-method-not-allowed': {
    says: 'The browser sent a preflight (OPTIONS) and Access-Control-Allow-Methods does not name the method of the request.',
    isNot: 'It is not a wrong origin: that was accepted, and only the method is not allowed.',
  },
  'preflight-malformed': {
    says: 'The browser sent a preflight (OPTIONS) and the list of methods or headers in the answer cannot be read.',
    isNot:
      'It is not a missing header name: the list cannot be read at all, for its items are not separated by commas.',
  },
  'redirect-invalid': {
    says: 'The redirect is not followed: it leads to no URL that may be (none that can be parsed, not http or https, with a user name), comes after too many others, or the request wants none followed (redirect: "error" or "manual").',
    isNot: 'It is not CORS: no browser follows such a redirect for any page.',
  },
  'mode-same-origin': {
    says: 'The request was made with mode "same-origin", and leads to another origin.',
    isNot: 'It is not the CDN’s doing: the page itself asked for nothing but its own origin.',
  },
  'request-invalid': {
    says: 'fetch() refuses such a request itself: its method or a header may not be set this way.',
    isNot: 'It is not CORS: nothing was sent.',
  },
  'bad-port': {
    says: 'Browsers refuse this port, because other protocols live there; no request was sent.',
    isNot: 'It is not CORS, and no server is down: move the CDN to another port.',
  },
  orb: {
    says: 'The answer does not look like media, so the browser keeps it out of the page altogether (opaque response blocking).',
    isNot:
      'It is not a CORS header: the browser looked at type and bytes, because the load was made without CORS.',
  },
  'redirect-null-origin': {
    says: 'After a redirect from one foreign origin to another the request says Origin: null, which the last CDN does not allow.',
    isNot: 'It is not a wrong page origin: the last CDN never saw it. Allowing null would let everybody in.',
  },
  'mixed-content': {
    says: 'A page over https may not load from plain http: the request is not sent, or goes to https instead, which nobody speaks there.',
    isNot: 'It is not CORS: no header of the CDN is ever looked at.',
  },
  'local-network': {
    says: 'The page is at a public address and asks a server on this machine or in this network. Browsers refuse that before CORS, unless the person has permitted it to a page over https (Local Network Access).',
    isNot:
      'It is not a CORS header, though the console says so: nothing was sent, and plain elements are refused too.',
  },
  csp: {
    says: "The page's own Content-Security-Policy forbids it; CORS was never asked.",
    isNot: 'It is not CORS: no header of the CDN helps, the page’s own policy decides.',
  },
  corp: {
    says: 'Cross-Origin-Resource-Policy keeps the answer from this page.',
    isNot: 'It is not CORS: the load was made without it, and Access-Control-Allow-Origin is not looked at.',
  },
  auth: {
    says: 'The CDN wants a session or an Authorization header that the request did not carry (401). This is not CORS.',
    isNot: 'It is not CORS, though the error may look so where a 401 lacks the CORS headers.',
  },
  'http-status': {
    says: 'The CDN answered with an error status, and what came is not the song. This is not CORS.',
    isNot: 'It is not CORS: the CDN itself says by the status that it gives no song.',
  },
  decode: {
    says: 'The bytes came, but they are not audio that this browser can decode, or no script where it wants one; or the type of a <source> says so before anything is asked. This is not CORS.',
    isNot: 'It is not CORS, though a media element reports both with the same error.',
  },
  scheme: {
    says: 'Browsers do not load this kind of URL at all; no request was sent.',
    isNot: 'It is not CORS, even where the console says so: there is no header that allows it.',
  },
  integrity: {
    says: 'The integrity metadata of the request is not that of the bytes which came, or the answer is opaque, so that nobody may compare them.',
    isNot:
      'It is not CORS where the digest alone is wrong; an opaque answer is refused whatever its bytes are.',
  },
  network: {
    says: 'The connection failed before a whole answer came: a name that leads nowhere, a closed port, a certificate that is not trusted, or an end in mid-answer. This is not CORS.',
    isNot: 'It is not CORS, though fetch() throws the same TypeError for both.',
  },
};

/** Each reason in words, with the section of the standard. */
export const reasons = Object.fromEntries(
  reasonCodes.map((code) => [code, { ...words[code], link: sections[code] }]),
) as Readonly<Record<Reason, Words & { readonly link: string }>>;
