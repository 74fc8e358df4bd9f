import { allowOriginPolicies } from './allow-origin';
import { bodyPolicies } from './bodies';
import { cachingPolicies } from './caching';
import { credentialsPolicies } from './credentials';
import { hlsPolicies } from './hls';
import { partPolicies } from './parts';
import type { Place, Policy } from './policy';
import { preflightPolicies } from './preflight';
import { redirectPolicies } from './redirects';
import { resourcePolicies } from './resource-policy';

/** Every named policy: it can be asked of any server at `/p/<name>/`. */
export const policies = {
  ...allowOriginPolicies,
  ...credentialsPolicies,
  ...preflightPolicies,
  ...redirectPolicies,
  ...bodyPolicies,
  ...partPolicies,
  ...hlsPolicies,
  ...cachingPolicies,
  ...resourcePolicies,
} as const;

export type PolicyName = keyof typeof policies;
export const policyNames = Object.keys(policies) as PolicyName[];
export const isPolicyName = (name: string): name is PolicyName => Object.hasOwn(policies, name);
export const policyOf = (name: PolicyName): Policy => policies[name];

/** The policy at another place. @throws Error if no policy has its name; the schema of policies lets none in */
export function policyAt({ policy }: Place): Policy {
  if (typeof policy !== 'string') return policy;
  if (!isPolicyName(policy)) throw new Error(`no policy is called ${JSON.stringify(policy)}`);
  return policies[policy];
}
