import { policyAt } from '../../lab/policies';
import type { Place, Policy } from '../../lab/policies/policy';
import type { HeaderLine } from '../../http/headers';
import { replaceLines, type AnswerEdit, type Wanted } from '../edits/answer-edits';

type Change = (policy: Policy) => Policy;

/** Applies a change to what a playlist names. */
function onParts({ hls, ...policy }: Policy, change: Change): Policy {
  if (!hls) return policy;
  const changed = <P extends Place>(place: P): P => ({ ...place, policy: change(policyAt(place)) });
  const { key, segment } = hls;
  return {
    ...policy,
    hls: { ...(key && { key: changed(key) }), ...(segment && { segment: changed(segment) }) },
  };
}

/** Applies a change to every server on the way, of every part of a stream. */
function onEveryHop(policy: Policy, change: Change): Policy {
  const goOn: Change = (next) => onEveryHop(next, change);
  const { redirect, ...changed } = onParts(change(policy), goOn);
  return redirect ? { ...changed, redirect: { ...redirect, policy: goOn(policyAt(redirect)) } } : changed;
}

/** Sends these lines instead of what the same names said before, in every answer. */
function withLines({ headersWithOrigin, ...policy }: Policy, lines: readonly HeaderLine[]): Policy {
  const names = lines.map(([name]) => name.toLowerCase());
  const conditional = (headersWithOrigin ?? []).filter(([name]) => !names.includes(name.toLowerCase()));
  return {
    ...policy,
    headers: replaceLines(policy.headers, lines),
    ...(conditional.length > 0 && { headersWithOrigin: conditional }),
    ...(policy.preflight && {
      preflight: { ...policy.preflight, headers: replaceLines(policy.preflight.headers, lines) },
    }),
  };
}

const allowsOrigin = (lines: readonly HeaderLine[]): boolean =>
  lines.some(([name]) => name === 'Access-Control-Allow-Origin');

const allowsCredentials = (lines: readonly HeaderLine[]): boolean =>
  lines.some(([name]) => name === 'Access-Control-Allow-Credentials');

/** What the `cors` package says besides Access-Control-Allow-Origin, as lines. */
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

function sendLines(policy: Policy, lines: readonly HeaderLine[], wanted: Wanted): Policy {
  if (allowsOrigin(lines)) return withLines(spellOut(policy, wanted), lines);
  // The `cors` package says it itself.
  return policy.cors && allowsCredentials(lines)
    ? { ...policy, cors: { ...policy.cors, credentials: true } }
    : withLines(policy, lines);
}

/** A server that does not hang up on a preflight. */
function answersOptions({ fault, ...policy }: Policy): Policy {
  const hangsUp = fault?.kind === 'reset' && fault.after === 'preflight';
  return fault && !hangsUp ? { ...policy, fault } : policy;
}

function answerPreflight(policy: Policy, lines: readonly HeaderLine[], { headerNames }: Wanted): Policy {
  const { cors, preflight } = policy;
  if (cors && !preflight) {
    const allowedHeaders = [...new Set([...(cors.allowedHeaders ?? []), ...headerNames])];
    return { ...policy, cors: { ...cors, allowedHeaders: allowedHeaders.filter((name) => name !== '*') } };
  }
  // Without an answer of its own a preflight gets the headers of every other.
  const said = (preflight ? preflight.headers : policy.headers) ?? [];
  const kept = said.filter(([name]) => name.toLowerCase() !== 'location');
  return { ...answersOptions(policy), preflight: { status: 204, headers: replaceLines(kept, lines) } };
}

const serveFile: Change = ({ status: _, body: _body, contentType: _type, range: _range, ...policy }) =>
  policy;

/** What the last server on the way answers. */
const lastOf = ({ redirect, ...policy }: Policy): Policy => (redirect ? lastOf(policyAt(redirect)) : policy);

function withoutRedirect({ redirect, ...policy }: Policy): Policy {
  return onParts(redirect ? { ...lastOf(policyAt(redirect)), ...policy } : policy, withoutRedirect);
}

/** A policy whose answers are changed so, at every server that the load passes through. */
export function editPolicy(policy: Policy, edit: AnswerEdit, wanted: Wanted): Policy {
  const { headers, preflightHeaders, answersDirectly, servesFile } = edit;
  if (answersDirectly) return withoutRedirect(policy);
  if (servesFile) return onEveryHop(policy, serveFile);
  return onEveryHop(policy, (each) => {
    const sent = headers ? sendLines(each, headers(wanted), wanted) : each;
    return preflightHeaders ? answerPreflight(sent, preflightHeaders(wanted), wanted) : sent;
  });
}
