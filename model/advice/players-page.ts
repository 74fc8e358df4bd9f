import { lastLoadOf } from '../lab/loaders/loaders';
import { playerLoaders } from '../lab/loaders/player-loaders';
import { policyOf, type PolicyName } from '../lab/policies';
import { playerMatrix } from '../scenarios/matrix/players';
import { scenariosOf, type Scenario } from '../scenarios/build/scenario';
import { explainScenario } from './explain-scenario';

const intro = `# Player libraries

Few people write \`fetch\` by hand: howler, wavesurfer.js, Tone.js, video.js and Plyr load most songs on the web, three.js, Phaser
and their like the sounds of games, each in its own way; others leave the song to an element, with whatever that one's attribute says. Here is what comes of it, for each way to set one up. \`readable\`: script gets the samples, a visualizer moves.
\`opaque\`: it plays, and Web Audio hears zeros. \`blocked\`: nothing plays.

Each cell is a scenario that browsers are asked: \`npx earshot run --only 'http/{howler,tone}*/other-site/*'\` measures
some. The package from npm leaves the scripts of many libraries out, for their size, and says so: a clone of Earshot has all. \`npx earshot explain 'http/howler/other-site/none'\` says why, what the library tells the page of it, and what to set.
[Your own player](add-a-player.md) is measured as well. This page is made from the scenarios by \`npm run docs:players\`.
`;

const namesIn = (loader: Scenario['loader']): string => {
  const { library } = lastLoadOf(loader);
  return library!.option === null ? `**${library!.name}**` : `${library!.name}, \`${library!.option}\``;
};

const row = (columns: readonly string[]): string => `| ${columns.join(' | ')} |\n`;

/** Player by policy: what comes of it. */
function tableOf(scenarios: readonly Scenario[], policies: readonly PolicyName[]): string {
  const loaders = [...new Set(scenarios.map(({ loader }) => loader))];
  const outcomeOf = (loader: string, policy: string): string =>
    scenarios.find((each) => each.loader === loader && each.policy === policy)!.expected;
  return [
    row(['set up as', ...policies.map((policy) => `\`${policy}\``)]),
    row(Array.from({ length: policies.length + 1 }, () => '---')),
    ...loaders.map((loader) =>
      row([namesIn(loader), ...policies.map((policy) => outcomeOf(loader, policy))]),
    ),
  ].join('');
}

/** What a page must set, where it must set something, and the CDN allows everybody. */
function settingOf(scenario: Scenario): string {
  const { fix } = explainScenario(scenario);
  const says = (fix?.edits ?? []).map((edit) => edit.says).join(' ');
  return says === '' ? 'its way to load has no option that helps' : says;
}

const settingsOf = (scenarios: readonly Scenario[]): string =>
  scenarios
    .filter(({ policy, expected }) => policy === 'wildcard' && expected !== 'readable')
    .map((scenario) => `- ${namesIn(scenario.loader)}: ${settingOf(scenario)}.\n`)
    .join('');

const tellsOf = (): string =>
  [...new Set(Object.values(playerLoaders).map(({ library }) => library!.tells))]
    .map((tells) => `- ${tells}\n`)
    .join('');

/** The page of `docs/` about player libraries. */
export function playersPage(): string {
  const scenarios = scenariosOf([playerMatrix]);
  const policies = [...new Set(scenarios.map(({ policy }) => policy))];
  const half = Math.ceil(policies.length / 2);
  return [
    intro,
    `\n## What comes of it\n\n${tableOf(scenarios, policies.slice(0, half))}\n${tableOf(scenarios, policies.slice(half))}`,
    `\nThe policies:\n\n${policies.map((policy) => `- \`${policy}\`: ${policyOf(policy).title}\n`).join('')}`,
    `\n## What to set, where the CDN allows everybody\n\n${settingsOf(scenarios)}`,
    `\n## What the page hears of a refusal\n\n${tellsOf()}`,
  ].join('');
}
