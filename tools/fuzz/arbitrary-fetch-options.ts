import fc from 'fast-check';
import { cacheModes, redirectModes, type FetchOptions } from '../../model/standards/exchange-case';
import { referrerPolicies } from '../../model/standards/referrer-policy';
import { requestBodies } from '../../model/standards/request-body';

type Options = fc.Arbitrary<FetchOptions>;

/** `{body}` stands for the right digest. */
const integrity = fc.constantFrom(
  'sha256-{body}',
  'sha384-{body}',
  'SHA512-{body}',
  'sha256-{body}?a',
  'sha256-AAAA sha256-{body}',
  'sha512-AAAA sha256-{body}',
  'sha256-AAAA',
  'md5-AAAA',
  ' ',
);

/** Of a `Blob`: it decides whether there is a preflight. */
const bodyType = fc.constantFrom(
  '',
  'text/plain',
  'TEXT/PLAIN',
  'application/json',
  'audio/wav',
  'text/plain;é',
);

const body: Options = fc.record(
  {
    body: fc.constantFrom(...requestBodies),
    bodyType,
    duplex: fc.constant('half' as const),
  },
  { requiredKeys: ['body'] },
);

/** What `fetch()` is told besides: mostly nothing, else one thing, or a body. */
export const fetchOptions: Options = fc.oneof(
  { weight: 18, arbitrary: fc.constant<FetchOptions>({}) },
  { weight: 2, arbitrary: fc.record({ redirect: fc.constantFrom(...redirectModes) }) },
  { weight: 2, arbitrary: fc.record({ cache: fc.constantFrom(...cacheModes) }) },
  { weight: 3, arbitrary: fc.record({ referrerPolicy: fc.constantFrom('' as const, ...referrerPolicies) }) },
  { weight: 1, arbitrary: fc.record({ keepalive: fc.constant(true) }) },
  { weight: 2, arbitrary: fc.record({ integrity }) },
  { weight: 2, arbitrary: body },
  {
    weight: 1,
    arbitrary: fc
      .tuple(body, fc.record({ keepalive: fc.constant(true) }))
      .map(([one, other]) => ({ ...one, ...other })),
  },
);

/** What an XMLHttpRequest does besides. */
export const xhrOptions: Options = fc.record(
  {
    api: fc.constant('xhr' as const),
    uploadListener: fc.boolean(),
    body: fc.constantFrom(...requestBodies.filter((each) => each !== 'ReadableStream')),
    bodyType,
  },
  { requiredKeys: ['api'] },
);
