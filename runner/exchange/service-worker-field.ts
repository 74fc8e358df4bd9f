import { z } from 'zod';
import { workerScript } from '../../model/evidence/worker-script';
import { isTrustworthy, parseUrl } from '../../model/http/url';
import { clientOf } from '../../model/standards/client';
import { optionalHeadersOf, requestLines } from './header-fields';
import type { ShapeOf } from '../../model/evidence/shape-of';
import type { WorkerScript } from '../../model/standards/worker-script';
import { loadsOf, type ExchangeCase } from '../../model/standards/exchange-case';

/** `page.serviceWorker` of an exchange file. */
export const serviceWorkerField = z.strictObject({
  ...workerScript.shape,
  headers: optionalHeadersOf(requestLines),
} satisfies ShapeOf<Omit<WorkerScript, 'cuts'>>);

type Page = ExchangeCase['page'];

const besides = [
  'documents',
  'sandbox',
  'addressSpace',
  'permissions',
] as const satisfies readonly (keyof Page)[];

/** Why no service worker can control a page; undefined if one can. */
export function whyNotControlled(page: Page): string | undefined {
  const { origin, serviceWorker } = page;
  if (serviceWorker == null) return undefined;
  const beside = besides.find((name) => page[name] != null);
  if (beside !== undefined) return `nothing is said of a service worker and ${beside} at once: leave one out`;
  const url = parseUrl(origin);
  if (url === null || !isTrustworthy(url) || clientOf(page).origin === 'null')
    return 'a service worker controls pages of a secure context alone: want https or a host under .localhost as the origin, and no sandbox';
  return undefined;
}

/** Refuses a service worker of a page that can have none. */
export function checkControlled(page: Page, context: z.core.$RefinementCtx<Page>): void {
  const message = whyNotControlled(page);
  if (message !== undefined) context.addIssue({ code: 'custom', path: ['serviceWorker'], message });
}

const unsaid = ['body', 'uploadListener', 'targetAddressSpace'] as const;

/** Refuses requests of which nobody says what a service worker makes of them. */
export function checkUnderWorker(each: ExchangeCase, context: z.core.$RefinementCtx<ExchangeCase>): void {
  if (each.page.serviceWorker == null) return;
  loadsOf(each).forEach(({ request }, i) => {
    const name = unsaid.find((field) => request[field] != null && request[field] !== false);
    if (name === undefined) return;
    const path = [...(i === 0 ? [] : ['then', i - 1]), 'request', name];
    context.addIssue({
      code: 'custom',
      path,
      message: 'nothing is said of it under a service worker: leave one out',
    });
  });
}
