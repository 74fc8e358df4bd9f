import type { HeaderLine } from '../../../model/http/headers';
import { loadBound, TimedOut } from '../../shared/bounds';
import { refused, type Findings } from '../../shared/findings';
import { examine } from './fetch';

/** The lines of the answer that script sees. */
export function visibleHeaders(xhr: XMLHttpRequest): HeaderLine[] {
  const lines = xhr.getAllResponseHeaders().split('\r\n').filter(Boolean);
  return lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
}

/** Loads `url` by XMLHttpRequest. */
export function loadXhr(url: string, withCredentials: boolean): Promise<Findings> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', url);
    xhr.responseType = 'arraybuffer';
    xhr.withCredentials = withCredentials;
    xhr.timeout = loadBound;
    xhr.onload = () => {
      const bytes = xhr.response as ArrayBuffer;
      const headers = visibleHeaders(xhr);
      const redirected = xhr.responseURL !== new URL(url).href;
      resolve(
        examine({ type: 'xhr', status: xhr.status, redirected, headers, bytes: bytes.byteLength }, bytes),
      );
    };
    // XMLHttpRequest says no more than that there was an error.
    xhr.onerror = () => resolve(refused(new Error('XMLHttpRequest fired "error"')));
    xhr.ontimeout = () => reject(new TimedOut('XMLHttpRequest to end'));
    xhr.send();
  });
}
