import type { HeaderLine } from '../../../model/http/headers';
import type { FetchRequest } from '../../../model/lab/plan/cell';
import { loadBound, TimedOut } from '../../shared/bounds';
import { refused, type Findings } from '../../shared/findings';
import { enough, examine } from './fetch';
import { makeBody } from './request-body';

/** The lines of the answer that script sees. */
export function visibleHeaders(xhr: XMLHttpRequest): HeaderLine[] {
  const lines = xhr.getAllResponseHeaders().split('\r\n').filter(Boolean);
  return lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
}

/** What is told of an answer that came whole, or of so many bytes of one that has no end. */
type Look = (xhr: XMLHttpRequest, bytes: Pick<ArrayBuffer, 'byteLength'>) => Promise<Findings>;

/** Sends what `open` has opened, and says what came. */
function sendAndLook(
  open: (xhr: XMLHttpRequest) => void,
  look: Look,
  body: XMLHttpRequestBodyInit | null = null,
  endless = false,
): Promise<Findings> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    try {
      open(xhr);
    } catch (error) {
      resolve(refused(error));
      return;
    }
    xhr.responseType = 'arraybuffer';
    xhr.timeout = loadBound;
    xhr.onload = () => resolve(look(xhr, xhr.response as ArrayBuffer));
    if (endless)
      xhr.onprogress = ({ loaded }) => {
        if (loaded < enough) return;
        resolve(look(xhr, { byteLength: loaded }));
        xhr.abort();
      };
    // XMLHttpRequest says no more than that there was an error.
    xhr.onerror = () => resolve(refused(new Error('XMLHttpRequest fired "error"')));
    xhr.ontimeout = () => reject(new TimedOut('XMLHttpRequest to end'));
    xhr.send(body);
  });
}

const responseOf = (xhr: XMLHttpRequest, url: string, bytes: Pick<ArrayBuffer, 'byteLength'>) => ({
  type: 'xhr',
  status: xhr.status,
  redirected: xhr.responseURL !== new URL(url).href,
  headers: visibleHeaders(xhr),
  bytes: bytes.byteLength,
});

/** Loads `url` by XMLHttpRequest. */
export function loadXhr(url: string, withCredentials: boolean): Promise<Findings> {
  const open = (xhr: XMLHttpRequest) => {
    xhr.open('GET', url);
    xhr.withCredentials = withCredentials;
  };
  return sendAndLook(open, (xhr, bytes) => examine(responseOf(xhr, url, bytes), bytes as ArrayBuffer));
}

/** Loads `url` by an XMLHttpRequest of its own kind, whose body need not be audio. */
export function requestByXhr(url: string, request: FetchRequest, endless = false): Promise<Findings> {
  const { method, headers, credentials, uploadListener, body, bodyType } = request;
  const open = (xhr: XMLHttpRequest) => {
    xhr.open(method, url);
    xhr.withCredentials = credentials === 'include';
    headers.forEach(([name, value]) => xhr.setRequestHeader(name, value));
    if (uploadListener) xhr.upload.addEventListener('progress', () => undefined);
  };
  const look: Look = (xhr, bytes) =>
    Promise.resolve({
      accepted: true,
      metadata: true,
      advances: bytes.byteLength > 0,
      tone: null,
      response: responseOf(xhr, url, bytes),
    });
  const sent = body && body !== 'ReadableStream' ? makeBody(body, bodyType ?? '') : null;
  return sendAndLook(open, look, sent as XMLHttpRequestBodyInit | null, endless);
}
