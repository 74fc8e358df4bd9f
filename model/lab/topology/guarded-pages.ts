import { pageSpec, type PageId } from './pages';

/** The field of a page's query that holds the lab's secret. */
export const keyField = 'key';

/** Whether a page is somebody else's, so that only the lab's runner may open it. */
export const needsKey = (id: PageId): boolean => pageSpec(id).server === 'evil';

/** The path and query of a page on its server. */
export const pagePath = (id: PageId, secret: string): string =>
  `/lab/${id}${needsKey(id) ? `?${keyField}=${secret}` : ''}`;

/** The path and query of the page with a hole, beside page `id`; what is injected comes after it, as `&name=`. */
export const holePath = (id: PageId, secret: string): string => `/lab/${id}/hole?${keyField}=${secret}`;
