import { asRoot } from './apt.mjs';
import { run } from './run.mjs';

/** Packages of Debian ask it before they start a service; 101 is a no. */
const policy = '/usr/sbin/policy-rc.d';

/**
 * Runs something that installs packages, of which none starts its service meanwhile. Where that cannot be asked for, or
 * somebody has a policy of their own, it is run all the same.
 *
 * @template T
 * @param {() => Promise<T>} install
 * @returns {Promise<T>}
 */
export async function withoutServices(install) {
  const root = await asRoot();
  if (!root) return install();
  /** @param {string} script */
  const runScript = (script) => {
    const [command = '', ...args] = [...root, 'sh', '-c', script];
    return run(command, args, { bound: 10 });
  };
  const { ok: isOurs } = await runScript(
    `[ ! -e ${policy} ] && printf '#!/bin/sh\\nexit 101\\n' >${policy} && chmod 755 ${policy}`,
  );
  try {
    return await install();
  } finally {
    if (isOurs) await runScript(`rm -f ${policy}`);
  }
}
