import { getHeader, type HeaderLine } from '../http/headers';

const hexTag = /^(?:W\/)?"([\da-f]+)-([\da-f]+)(?:-\w+)?"$/;

/** Seconds since 1970 of the file, by `Last-Modified`; NaN if it is not told. */
const secondsOf = (headers: readonly HeaderLine[]): number =>
  Date.parse(getHeader(headers, 'last-modified') ?? '') / 1_000;

/** Whether nginx gives a file of its own, and nobody behind it: its tag is made of the file's time and length, in hex. */
export function isFileOfNginx(headers: readonly HeaderLine[]): boolean {
  const [, time] = hexTag.exec(getHeader(headers, 'etag') ?? '') ?? [];
  return time !== undefined && parseInt(time, 16) === secondsOf(headers);
}

/** The same of Caddy, whose tag is made of the time, in seconds or in billionths of one, and the length, in base 36. */
export function isFileOfCaddy(headers: readonly HeaderLine[]): boolean {
  const [, tag = ''] = /^"([\da-z]+)"$/.exec(getHeader(headers, 'etag') ?? '') ?? [];
  const seconds = [parseInt(tag.slice(0, 6), 36), Math.floor(parseInt(tag.slice(0, 12), 36) / 1e9)];
  return seconds.includes(secondsOf(headers));
}

/** The same of Apache, whose tag is made of the length and of the time in millionths of a second (https://httpd.apache.org/docs/2.4/mod/core.html#fileetag). */
export function isFileOfApache(headers: readonly HeaderLine[]): boolean {
  const [, , time] = hexTag.exec(getHeader(headers, 'etag') ?? '') ?? [];
  return time !== undefined && Math.floor(parseInt(time, 16) / 1e6) === secondsOf(headers);
}
