import type { AddressSpace } from './ip-address-space';

/**
 * https://wicg.github.io/local-network-access/#integration-with-permissions. `local-network-access` is the older name,
 * and stands for both others.
 */
export const localNetworkPermissions = ['local-network-access', 'local-network', 'loopback-network'] as const;
export type LocalNetworkPermission = (typeof localNetworkPermissions)[number];

/** Whether a person lets a page ask servers in an address space. */
export const isPermittedSpace = (
  permissions: readonly LocalNetworkPermission[],
  space: AddressSpace,
): boolean => permissions.some((name) => name === 'local-network-access' || name === `${space}-network`);
