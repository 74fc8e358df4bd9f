import { z } from 'zod';
import { recipes, type ServerName } from '../../../model/advice/recipes';
import { holes } from '../../../model/check/holes-of';
import { engineNames } from '../../../model/evidence/engine';
import { policyValue } from '../../../model/evidence/header-line';
import type { ShapeOf } from '../../../model/evidence/shape-of';
import { isHttp, parseUrl } from '../../../model/http/url';
import { songLoaders } from '../../../model/lab/loaders/song-loaders';
import { whyNoCookie } from '../own-cookie';
import { whyNoPageOrigin } from '../../exchange/page-origin';
import { whyNoPageUrl } from '../page-url';
import type { CheckConfig, CheckEntry, CheckFields } from './define-config';
import { readExpectation } from './expectation';
import { whyNotSent } from './own-header';

const words = z.string().min(1, 'want a text that is not empty');
const fromEnvironment = z.strictObject({
  env: words.describe('the name of a variable of the environment that holds it'),
});
/** Secrets need not stand in a file. */
const maySecret = z.union([words, fromEnvironment]);

/** One, or a list of them. */
const some = <T extends z.ZodType>(schema: T) =>
  z.union([schema, z.array(schema).min(1, 'want one or more').readonly()]);

/** What may be checked. */
export const httpUrl = words.superRefine((text, context) => {
  const parsed = parseUrl(text);
  if (!parsed || !isHttp(parsed))
    context.addIssue({
      code: 'custom',
      message: 'want an http or https URL, such as https://cdn.example/song.mp3',
    });
});
const origin = z.string().superRefine((text, context) => {
  const why = whyNoPageOrigin(text);
  if (why !== undefined) context.addIssue({ code: 'custom', message: why });
});
const pageUrl = words.superRefine((text, context) => {
  const why = whyNoPageUrl(text);
  if (why !== undefined) context.addIssue({ code: 'custom', message: why });
});
const expectation = z.string().superRefine((text, context) => {
  const read = readExpectation(text);
  if (typeof read === 'string') context.addIssue({ code: 'custom', message: read });
});
const loader = z.enum(songLoaders);
const headerName = z.string().superRefine((name, context) => {
  const why = whyNotSent(name);
  if (why !== undefined) context.addIssue({ code: 'custom', message: why });
});

const cookieName = z.string().superRefine((name, context) => {
  const why = whyNoCookie(name, '', true);
  if (why !== undefined) context.addIssue({ code: 'custom', message: why });
});

/** What each check of a file may say, and the file for all of them. */
const shared = {
  pages: some(origin)
    .exactOptional()
    .describe('the origins of the pages that play it, such as https://app.example; null for one without'),
  pageUrl: z
    .union([pageUrl, fromEnvironment])
    .exactOptional()
    .describe("the person's own page, in place of pages, csp and coep: loads are done under its policies"),
  pageAddressSpace: z
    .literal('public')
    .exactOptional()
    .describe('where the pages are, if not on this machine: Chromium then refuses them private servers'),
  browsers: some(z.enum(engineNames)).exactOptional().describe('chromium, unless said otherwise'),
  loaders: some(loader)
    .exactOptional()
    .describe(
      'how pages load it, the one that counts first; "npx earshot list --loaders" explains the names',
    ),
  csp: policyValue.exactOptional().describe("the page's Content-Security-Policy"),
  coep: policyValue.exactOptional().describe("the page's Cross-Origin-Embedder-Policy"),
  headers: z
    .record(headerName, maySecret)
    .exactOptional()
    .describe("header lines for the URL's own origin, such as a login; no output shows them"),
  cookies: z
    .record(cookieName, maySecret)
    .exactOptional()
    .describe("cookies that the person's browser has for the URL's host, by name; no output shows them"),
  storageState: words
    .exactOptional()
    .describe(
      "a file with the cookies, as Playwright's storageState writes it; its path is from this file's folder",
    ),
  server: z
    .enum(Object.keys(recipes) as ServerName[])
    .exactOptional()
    .describe('what the server is, for the configuration of the fix'),
  expect: z
    .union([expectation, z.partialRecord(loader, expectation)])
    .exactOptional()
    .describe(
      'an outcome, with a reason or without, such as readable or blocked:csp: of the loader that counts, or by the name of each loader',
    ),
  accept: z
    .union([z.enum(holes), z.array(z.enum(holes)).readonly()])
    .exactOptional()
    .describe('holes that are known, and meant'),
} satisfies ShapeOf<CheckFields>;

const entryFields = {
  url: some(z.union([httpUrl, fromEnvironment])).describe('the song, or several'),
  name: z
    .string()
    .regex(/^[\w.-]+( [\w.-]+)*$/, 'want letters, digits, and one of "-", "_", "." or a space between them')
    .max(100, 'want at most 100 characters')
    .exactOptional()
    .describe('stands for the URL in ids: for two checks of one URL, and for URLs that change'),
  ...shared,
} satisfies ShapeOf<CheckEntry>;
const entry = z.strictObject(entryFields);

const whole = (most: number, unit = '') =>
  z.int().min(1, `want 1 to ${most}${unit}`).max(most, `want 1 to ${most}${unit}`);

const fields = {
  $schema: z.string().exactOptional(),
  ...shared,
  timeout: whole(120, ' seconds')
    .exactOptional()
    .describe('how long a server may take for an answer, in seconds; 10 unless said otherwise'),
  maxRequests: whole(999).exactOptional().describe('of one server, by each browser, for each URL'),
  maxDirect: whole(999).exactOptional().describe('of one server without a browser, for each URL and page'),
  checks: z.array(entry).min(1, 'want one check or more').readonly(),
} satisfies ShapeOf<CheckConfig>;

/** What earshot.config.{ts,mjs,json} holds. */
export const checkConfig = z.strictObject(fields);
