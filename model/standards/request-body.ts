/** What `fetch()` takes as a body, by the interface that it is of (https://fetch.spec.whatwg.org/#bodyinit). */
export const requestBodies = [
  'string',
  'URLSearchParams',
  'FormData',
  'Blob',
  'ArrayBuffer',
  'ReadableStream',
] as const;
export type RequestBody = (typeof requestBodies)[number];

/** https://w3c.github.io/FileAPI/#constructorBlob: lower-case, and none where a character is no printable one. */
const blobType = (type: string): string | null =>
  type === '' || /[^\x20-\x7e]/.test(type) ? null : type.toLowerCase();

/**
 * The type that extracting a body gives (https://fetch.spec.whatwg.org/#concept-bodyinit-extract); null for none.
 * @param type the type that a `Blob` was made with
 */
export function extractedType(body: RequestBody, type: string): string | null {
  switch (body) {
    case 'string':
      return 'text/plain;charset=UTF-8';
    case 'URLSearchParams':
      return 'application/x-www-form-urlencoded;charset=UTF-8';
    case 'FormData':
      return 'multipart/form-data; boundary=earshot';
    case 'Blob':
      return blobType(type);
  }
  return null;
}

/** A body, and what else `fetch()` is told of it. */
interface AskedBody {
  readonly body?: RequestBody | null | undefined;
  readonly duplex?: string | null | undefined;
  readonly keepalive?: boolean | null | undefined;
}

/** Whether `fetch()` throws for its body before there is a request (https://fetch.spec.whatwg.org/#dom-request), 36 to 42. */
export function refusesBody({ body, duplex, keepalive }: AskedBody, method: string, mode: string): boolean {
  if (body == null) return false;
  // 36.
  if (method === 'GET' || method === 'HEAD') return true;
  if (body !== 'ReadableStream') return false;
  // 38.2 of extracting it; 41.
  return keepalive === true || duplex !== 'half' || mode === 'no-cors';
}
