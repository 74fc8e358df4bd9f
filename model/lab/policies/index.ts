import { allowOriginPolicies } from './allow-origin';
import { bodyPolicies } from './bodies';
import { cachingPolicies } from './caching';
import { credentialsPolicies } from './credentials';
import { hlsPolicies } from './hls';
import { partPolicies } from './parts';
import type { Place, Policies, Policy } from './policy';
import { preflightPolicies } from './preflight';
import { redirectPolicies } from './redirects';
import { resourcePolicies } from './resource-policy';

/** Every named policy, by its topic: it can be asked of any server at `/p/<name>/`. */
export const policiesByTopic = {
  'Access-Control-Allow-Origin': allowOriginPolicies,
  'Credentials and sessions': credentialsPolicies,
  Preflights: preflightPolicies,
  Redirects: redirectPolicies,
  'Body, status and faults': bodyPolicies,
  'Files in parts': partPolicies,
  'HLS streams': hlsPolicies,
  Caching: cachingPolicies,
  'Cross-Origin-Resource-Policy': resourcePolicies,
} as const satisfies Readonly<Record<string, Policies>>;

type Topics = typeof policiesByTopic;
export type PolicyName = { [T in keyof Topics]: keyof Topics[T] }[keyof Topics];

const policies = Object.assign({}, ...Object.values(policiesByTopic)) as Readonly<Record<PolicyName, Policy>>;

export const policyNames = Object.keys(policies) as PolicyName[];
export const isPolicyName = (name: string): name is PolicyName => Object.hasOwn(policies, name);
export const policyOf = (name: PolicyName): Policy => policies[name];

/** The policy at another place. @throws Error if no policy has its name; the schema of policies lets none in */
export function policyAt({ policy }: Place): Policy {
  if (typeof policy !== 'string') return policy;
  if (!isPolicyName(policy)) throw new Error(`no policy is called ${JSON.stringify(policy)}`);
  return policies[policy];
}
