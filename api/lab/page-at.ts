import { isIP } from 'node:net';
import { statSync } from 'node:fs';
import * as z from 'zod/mini';
import { shownValue } from '../../model/http/shown-text';
import { isHttp, parseUrl } from '../../model/http/url';
import { whyNoName, whyNoValue } from '../../model/lab/policies/refuse-header';
import { allHostNames } from '../../model/lab/topology/topology';
import { UsageError } from '../../runner/failures/usage-error';
import type { OwnPage as ServedPage, PageContent } from '../../servers/pages/own-page';
import { headerLines, type HeaderLines } from '../given/header-lines';
import { readGiven } from '../given/read-given';

/** A page of somebody's own, with header lines that all its answers get, such as a Content-Security-Policy. */
export type OwnPage = PageContent & { readonly headers?: HeaderLines };

const task = 'put up the page';

const fail = (place: string, value: unknown, want: string, what = task): never => {
  throw new UsageError(`Failed to ${what}: at ${place}, ${shownValue(value)}: ${want}`);
};

/** What is at an origin where nobody says it. */
const emptyPage = {
  html: '<!doctype html><meta charset="utf-8"><title>A page of the lab</title><link rel="icon" href="data:,">',
};

/**
 * The hosts of somebody's own pages, in small letters.
 * @throws UsageError where one is no name, or is the lab's
 */
export function readHosts(hosts: readonly string[]): readonly [string, ...string[]] {
  const start = 'start a lab';
  const names = hosts.map((host) => host.toLowerCase());
  const [first, ...others] = names;
  if (first === undefined) return fail('hosts', hosts, 'want one or more, such as app.test', start);
  for (const name of names) {
    const isName = /^[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)+$/.test(name);
    if (!isName || isIP(name) !== 0) fail('hosts', name, 'want a host name, such as app.test', start);
    if (allHostNames().includes(name))
      fail('hosts', name, 'is a host of the lab itself; want another', start);
  }
  return [first, ...others];
}

/**
 * An origin at which a page can be.
 * @throws UsageError where it is none, or the lab has it not
 */
export function readOrigin(origin: string, hosts: readonly string[]): string {
  const url = typeof origin === 'string' ? parseUrl(origin) : null;
  const has = hosts.flatMap((host) => [`http://${host}`, `https://${host}`]).join(', ');
  if (!url || !isHttp(url) || url.origin !== origin.toLowerCase())
    return fail('origin', origin, `want an origin, without a path; there are ${has}`);
  const isThere = hosts.some((host) => url.origin === `http://${host}` || url.origin === `https://${host}`);
  if (!isThere)
    fail(
      'origin',
      origin,
      `the lab has no such origin; there are ${has}. Name its host in "hosts", or in "labHosts" of a suite`,
    );
  return url.origin;
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

const isHttpUrl = (text: string): boolean => {
  const url = parseUrl(text);
  return url !== null && isHttp(url);
};

const given = z.strictObject({
  html: z.exactOptional(z.string()),
  folder: z.exactOptional(z.string().check(z.refine(isFolder, 'is no folder'))),
  proxy: z.exactOptional(z.string().check(z.refine(isHttpUrl, 'want a URL, such as http://localhost:5173'))),
  headers: z.exactOptional(headerLines),
});

/** @throws UsageError where the page cannot be served so */
export function readPage(page: OwnPage = emptyPage): ServedPage {
  const { html, folder, proxy, headers = [] } = readGiven(given, page, task);
  const said = Object.entries({ html, folder, proxy }).flatMap(([name, value]) =>
    value === undefined ? [] : [name],
  );
  if (said.length > 1) fail('page', said.join(', '), 'want one of them');
  for (const [name, value] of headers) {
    const why = whyNoName(name) ?? whyNoValue(value);
    if (why !== undefined) fail('headers', [name, value], why);
  }
  if (folder !== undefined) return { folder, headers };
  return proxy === undefined ? { html: html ?? emptyPage.html, headers } : { proxy, headers };
}
