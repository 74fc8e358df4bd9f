import { policyAt } from '../../lab/policies';
import type { Place, Policy } from '../../lab/policies/policy';
import type { HeaderLine } from '../../http/headers';

/** What an edit of the CDN's answers must know of the page and its request. */
export interface Wanted {
  /** Serialized; `null` where it is opaque, and then it cannot be allowed by name. */
  readonly pageOrigin: string;
  /** Names of the headers that the request has to ask for. */
  readonly headerNames: readonly string[];
  /** The content type of the file. */
  readonly contentType: string;
  /** Whether it is an HLS stream: playlist, key and segment are answers of their own. */
  readonly isStream: boolean;
}

/** One change of what a CDN answers, for every server that the load passes through. */
export interface CdnEdit {
  /** How much it asks of whoever runs the CDN. */
  readonly size: number;
  readonly says: (wanted: Wanted) => string;
  /** The header lines to send in every answer, redirects and errors too. */
  readonly headers?: (wanted: Wanted) => readonly HeaderLine[];
  /** Those to send in the answer to a preflight besides. */
  readonly preflightHeaders?: (wanted: Wanted) => readonly HeaderLine[];
  readonly apply: (policy: Policy, wanted: Wanted) => Policy;
}

/** Applies a change to what a playlist names. */
function onParts({ hls, ...policy }: Policy, change: (policy: Policy) => Policy): Policy {
  if (!hls) return policy;
  const changed = <P extends Place>(place: P): P => ({ ...place, policy: change(policyAt(place)) });
  const { key, segment } = hls;
  return {
    ...policy,
    hls: { ...(key && { key: changed(key) }), ...(segment && { segment: changed(segment) }) },
  };
}

/** Applies a change to every server on the way, of every part of a stream. */
const onEveryHop =
  (change: (policy: Policy, wanted: Wanted) => Policy): CdnEdit['apply'] =>
  (policy, wanted) => {
    const goOn = (next: Policy): Policy => onEveryHop(change)(next, wanted);
    const { redirect, ...changed } = onParts(change(policy, wanted), goOn);
    return redirect ? { ...changed, redirect: { ...redirect, policy: goOn(policyAt(redirect)) } } : changed;
  };

const without = (lines: readonly HeaderLine[] | undefined, name: string): HeaderLine[] =>
  (lines ?? []).filter(([key]) => key.toLowerCase() !== name);

/** Sends these lines instead of what the same names said before, in every answer. */
function withLines({ headersWithOrigin, ...policy }: Policy, lines: readonly HeaderLine[]): Policy {
  const replace = (some: readonly HeaderLine[] | undefined) =>
    lines.reduce((kept, [name]) => without(kept, name.toLowerCase()), some ?? []);
  const conditional = replace(headersWithOrigin);
  return {
    ...policy,
    headers: [...replace(policy.headers), ...lines],
    ...(conditional.length > 0 && { headersWithOrigin: conditional }),
    ...(policy.preflight && {
      preflight: { ...policy.preflight, headers: [...replace(policy.preflight.headers), ...lines] },
    }),
  };
}

/** What the `cors` package says besides whom it allows, as lines. */
function spellOut({ cors, ...policy }: Policy, { headerNames }: Wanted): Policy {
  if (!cors) return policy;
  const allowed = cors.allowedHeaders ?? headerNames;
  const said: HeaderLine[] = [
    ...(cors.credentials ? [['Access-Control-Allow-Credentials', 'true'] as const] : []),
    ...(cors.exposedHeaders
      ? [['Access-Control-Expose-Headers', cors.exposedHeaders.join(', ')] as const]
      : []),
  ];
  return {
    ...policy,
    headers: [...(policy.headers ?? []), ...said],
    preflight: policy.preflight ?? {
      status: 204,
      headers: [...said, ['Access-Control-Allow-Headers', allowed.join(', ')]],
    },
  };
}

const allowing = (lines: (wanted: Wanted) => readonly HeaderLine[]): Pick<CdnEdit, 'headers' | 'apply'> => ({
  headers: lines,
  apply: onEveryHop((policy, wanted) => withLines(spellOut(policy, wanted), lines(wanted))),
});

const everyAnswer = ({ isStream }: Wanted): string =>
  isStream
    ? 'in every answer: playlist, key and segments, redirects and errors too'
    : 'in every answer, redirects, errors and preflights too';

/** For songs that are nobody's secret; never with credentials. */
export const allowEverybody: CdnEdit = {
  size: 1,
  says: (wanted) => `Send Access-Control-Allow-Origin: * ${everyAnswer(wanted)}, once`,
  ...allowing(() => [['Access-Control-Allow-Origin', '*']]),
};

export const allowPage: CdnEdit = {
  size: 1.25,
  says: (wanted) =>
    `Send Access-Control-Allow-Origin: ${wanted.pageOrigin} ${everyAnswer(wanted)}, once, with Vary: Origin`,
  ...allowing(({ pageOrigin }) => [
    ['Access-Control-Allow-Origin', pageOrigin],
    ['Vary', 'Origin'],
  ]),
};

const credentials: HeaderLine = ['Access-Control-Allow-Credentials', 'true'];

export const allowCredentials: CdnEdit = {
  size: 1,
  says: (wanted) => `Send Access-Control-Allow-Credentials: true ${everyAnswer(wanted)}`,
  headers: () => [credentials],
  apply: onEveryHop((policy) =>
    policy.cors
      ? { ...policy, cors: { ...policy.cors, credentials: true } }
      : withLines(policy, [credentials]),
  ),
};

/** Answers a preflight with a success that names the headers: half a change, where the CDN has to be told of CORS anyway. */
export const answerPreflight: CdnEdit = {
  size: 0.5,
  says: ({ headerNames }) =>
    `Answer the preflight (OPTIONS) with 204 and Access-Control-Allow-Headers: ${headerNames.join(', ')}`,
  preflightHeaders: ({ headerNames }) => [['Access-Control-Allow-Headers', headerNames.join(', ')]],
  apply: onEveryHop((policy, { headerNames }) => {
    const { cors, preflight } = policy;
    if (cors && !preflight) {
      const allowedHeaders = [...new Set([...(cors.allowedHeaders ?? []), ...headerNames])];
      return { ...policy, cors: { ...cors, allowedHeaders: allowedHeaders.filter((name) => name !== '*') } };
    }
    // Without an answer of its own a preflight gets the headers of every other.
    const sent = preflight ? preflight.headers : policy.headers;
    const said = without(without(sent, 'location'), 'access-control-allow-headers');
    return {
      ...policy,
      preflight: {
        status: 204,
        headers: [...said, ['Access-Control-Allow-Headers', headerNames.join(', ')]],
      },
    };
  }),
};

/** What the last server on the way answers. */
const lastOf = ({ redirect, ...policy }: Policy): Policy => (redirect ? lastOf(policyAt(redirect)) : policy);

function withoutRedirect({ redirect, ...policy }: Policy): Policy {
  return onParts(redirect ? { ...lastOf(policyAt(redirect)), ...policy } : policy, withoutRedirect);
}

/** A second foreign origin turns `Origin` into `null`, which nobody should allow. */
export const answerDirectly: CdnEdit = {
  size: 2,
  says: ({ isStream }) =>
    `Answer with the ${isStream ? 'playlist, the key and the segments themselves' : 'song itself'} instead of redirecting to another origin`,
  apply: withoutRedirect,
};

export const serveFile: CdnEdit = {
  size: 3,
  says: ({ contentType, isStream }) =>
    isStream
      ? 'Have playlist, key and segments there: answer 200 with the bytes of each'
      : `Have the song there: answer 200 (206 to a Range) with its bytes, as Content-Type: ${contentType}`,
  headers: ({ contentType, isStream }) => (isStream ? [] : [['Content-Type', contentType]]),
  apply: onEveryHop(({ status: _, body: _body, contentType: _type, range: _range, ...policy }) => policy),
};
