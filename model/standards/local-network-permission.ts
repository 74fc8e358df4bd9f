/**
 * https://wicg.github.io/local-network-access/#integration-with-permissions. `local-network-access` is the older name,
 * and stands for both others.
 */
export const localNetworkPermissions = ['local-network-access', 'local-network', 'loopback-network'] as const;
export type LocalNetworkPermission = (typeof localNetworkPermissions)[number];
