import { policyNames, policyOf, type PolicyName } from '../../model/lab/policies';
import { streamFiles } from '../../model/lab/topology/stream';
import { audioFileNames } from '../../servers/audio/library';
import { Answer } from './answer';
import { askForBytes } from './ask';
import { expect, test } from './lab-fixture';

/** The status that a policy gives to a visitor with a session and an `Authorization` header. */
function statusOf(name: PolicyName): number | 'ECONNRESET' {
  const { redirect, status, fault } = policyOf(name);
  if (fault?.kind === 'reset' && fault.after === 'request') return 'ECONNRESET';
  return redirect?.status ?? status ?? 200;
}

for (const name of policyNames) {
  test(`every file under ${name} gets the status that the policy asks for`, async ({ lab }) => {
    for (const file of [...audioFileNames, ...Object.values(streamFiles), 'songs']) {
      const headers = [
        ['Cookie', 'session=listener'],
        ['Authorization', 'Bearer x'],
      ] as const;
      const { bytes, ended } = await askForBytes(lab, `/p/${name}/${file}`, { headers });
      const seen = bytes.length > 0 ? new Answer(bytes).status : ended;
      expect.soft(seen, file).toBe(statusOf(name));
    }
  });
}
