/**
 * Leads the caches of compiled code to a folder that this user alone can write to, by variables of `env` that stay as they
 * are where they are set. Switches them off where there is no such folder, or no space in it.
 *
 * @returns the folder, if there is one
 */
export function useOwnCaches(env?: NodeJS.ProcessEnv): string | undefined;
