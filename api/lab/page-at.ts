import { isIP } from 'node:net';
import { statSync } from 'node:fs';
import { shownValue } from '../../model/http/shown-text';
import { isHttp, parseUrl } from '../../model/http/url';
import { whyNoName, whyNoValue } from '../../model/lab/policies/refuse-header';
import { allHostNames } from '../../model/lab/topology/topology';
import { UsageError } from '../../runner/common/usage-error';
import type { OwnPage } from '../../servers/pages/own-page';

const fail = (place: string, value: unknown, want: string): never => {
  throw new UsageError(`Failed to put up the page: at ${place}, ${shownValue(value)}: ${want}`);
};

/** What is at an origin where nobody says it. */
const emptyPage: OwnPage = {
  html: '<!doctype html><meta charset="utf-8"><title>A page of the lab</title><link rel="icon" href="data:,">',
};

/**
 * The hosts of somebody's own pages, in small letters.
 * @throws UsageError where one is no name, or is the lab's
 */
export function readHosts(hosts: readonly string[]): readonly [string, ...string[]] {
  const names = hosts.map((host) => host.toLowerCase());
  const [first, ...others] = names;
  if (first === undefined) return fail('hosts', hosts, 'want one or more, such as app.test');
  for (const name of names) {
    const isName = /^[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)+$/.test(name);
    if (!isName || isIP(name) !== 0) fail('hosts', name, 'want a host name, such as app.test');
    if (allHostNames().includes(name)) fail('hosts', name, 'is a host of the lab itself; want another');
  }
  return [first, ...others];
}

/**
 * An origin at which a page can be.
 * @throws UsageError where it is none, or the lab has it not
 */
export function readOrigin(origin: string, hosts: readonly string[]): string {
  const url = parseUrl(origin);
  const has = hosts.flatMap((host) => [`http://${host}`, `https://${host}`]).join(', ');
  if (!url || !isHttp(url) || url.origin !== origin.toLowerCase())
    return fail('origin', origin, `want an origin, without a path; there are ${has}`);
  const isThere = hosts.some((host) => url.origin === `http://${host}` || url.origin === `https://${host}`);
  if (!isThere)
    fail('origin', origin, `the lab has no such origin; there are ${has}. Name its host in "labHosts"`);
  return url.origin;
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** @throws UsageError where the page cannot be served so */
export function readPage(page: OwnPage = emptyPage): OwnPage {
  const given: Readonly<Record<string, unknown>> = { ...page };
  const said = ['html', 'folder', 'proxy'].filter((name) => given[name] !== undefined);
  if (said.length > 1) fail('page', said.join(', '), 'want one of them');
  for (const kind of said) if (typeof given[kind] !== 'string') fail(kind, given[kind], 'want a text');
  if ('folder' in page && !isFolder(page.folder)) fail('folder', page.folder, 'is no folder');
  if ('proxy' in page) {
    const url = parseUrl(page.proxy);
    if (!url || !isHttp(url)) fail('proxy', page.proxy, 'want a URL, such as http://localhost:5173');
  }
  for (const [name, value] of page.headers ?? []) {
    const why = whyNoName(name) ?? whyNoValue(value);
    if (why !== undefined) fail('headers', [name, value], why);
  }
  return said.length === 0 ? { ...emptyPage, ...page } : page;
}
