import fc from 'fast-check';
import { madeDocuments, type ExchangeCase } from '../../model/standards/exchange-case';
import { referrerPolicies } from '../../model/standards/referrer-policy';
import { whyNotPlayable } from '../../runner/exchange/exchange-file';

type PageOfCase = ExchangeCase['page'];

/** Documents that a page makes, mostly one. */
export const documents = fc.array(fc.constantFrom(...madeDocuments), { minLength: 1, maxLength: 2 });

/** `Referrer-Policy` of a page: the last word that is known counts. */
export const pageReferrerPolicy = fc.oneof(
  fc.constantFrom<string>(...referrerPolicies),
  fc.constantFrom('no-referrer, x', 'Origin', 'no-referer', ''),
);

export const pagePath = fc.constantFrom('/', '/player', '/a/b?c=d');

/** `Document-Isolation-Policy` */
export const isolationPolicy = fc.constantFrom(
  'isolate-and-require-corp',
  'isolate-and-credentialless',
  'none',
  'isolate-and-require-corp; report-to="a"',
  'Isolate-And-Require-Corp',
);

const anywhere: Omit<ExchangeCase, 'id' | 'page'> = {
  request: {
    url_origin: 'https://cdn.test',
    path: '/a',
    mode: 'cors',
    credentials: 'omit',
    method: 'GET',
    headers: [],
    destination: '',
  },
  responses: [],
};

/** Whether every engine can be given a page. */
export const isPlayable = (page: PageOfCase): boolean =>
  whyNotPlayable({ ...anywhere, id: 'page', page }, 'chromium') === undefined;
