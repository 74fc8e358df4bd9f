import type { LaunchOptions, PlaywrightWorkerOptions, WorkerInfo } from '@playwright/test';
import { lookForBrowser } from '../../runner/browsers/launch';
import { engines } from '../../runner/browsers/engines';
import type { LabFixtures } from './lab-fixture';

const rulesOption = '--host-resolver-rules=';

/** The arguments of both; of Chromium's rules for names, which it takes once, ours and then the person's. */
function joinArguments(ours: readonly string[] = [], own: readonly string[] = []): string[] {
  const rules = [...ours, ...own].flatMap((each) =>
    each.startsWith(rulesOption) ? [each.slice(rulesOption.length)] : [],
  );
  const others = [...ours, ...own].filter((each) => !each.startsWith(rulesOption));
  return rules.length === 0 ? others : [...others, rulesOption + rules.join(', ')];
}

/**
 * Adds to the launch options of playwright.config what leads the browser to the lab. Where they name no browser and
 * Playwright has none of its own, one that is installed is taken.
 */
export async function launchOptions(
  {
    launchOptions: own,
    browserName,
    lab,
  }: Pick<PlaywrightWorkerOptions, 'launchOptions' | 'browserName'> & Pick<LabFixtures, 'lab'>,
  use: (options: LaunchOptions) => Promise<void>,
  { project }: WorkerInfo,
): Promise<void> {
  const ours = lab.launchOptions(browserName);
  const isNamed = [own.executablePath, own.channel, project.use.channel].some((each) => each !== undefined);
  const found = isNamed ? null : lookForBrowser(browserName);
  const { stockChannel } = engines[browserName];
  const preferences = { ...ours.firefoxUserPrefs, ...own.firefoxUserPrefs };
  await use({
    ...(found &&
      found.source !== 'playwright' && {
        executablePath: found.executablePath,
        ...(stockChannel !== null && { channel: stockChannel }),
      }),
    ...own,
    args: joinArguments(ours.args, own.args),
    ...(Object.keys(preferences).length > 0 && { firefoxUserPrefs: preferences }),
  });
}
