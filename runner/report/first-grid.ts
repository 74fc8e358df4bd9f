import colors from 'picocolors';
import type { LoaderName } from '../../model/lab/loaders/loaders';
import type { PolicyName } from '../../model/lab/policies';
import type { Relation } from '../../model/lab/topology/relations';
import type { Measurement } from '../../model/evidence/measurement';
import { renderTable } from './tables';

const columns: readonly {
  readonly title: string;
  readonly relation: Relation;
  readonly policy: PolicyName;
}[] = [
  { title: 'own folder', relation: 'same-origin', policy: 'none' },
  { title: 'CDN without a header', relation: 'other-site', policy: 'none' },
  { title: 'CDN with *', relation: 'other-site', policy: 'wildcard' },
  { title: 'CDN that names me', relation: 'other-site', policy: 'exact' },
];

const loaders: readonly LoaderName[] = [
  'audio',
  'audio-anonymous',
  'audio-use-credentials',
  'fetch-same-origin',
  'fetch-include',
  'fetch-no-cors',
  'xhr',
];

/** The ids of the grid's cells. */
export const gridIds = loaders.flatMap((loader) =>
  columns.map(({ relation, policy }) => `http/${loader}/${relation}/${policy}`),
);

const colourOf = {
  readable: colors.green,
  opaque: colors.yellow,
  blocked: colors.red,
  inconclusive: colors.magenta,
} as const;

/** What stands behind an outcome that is not as predicted. */
const markOf = { 'as predicted': '', 'known quirk': ' (quirk)', surprise: ' !', inconclusive: '' } as const;

function cell(measurement: Measurement | undefined): string {
  if (!measurement) return '-';
  const { outcome, verdict } = measurement;
  return colourOf[outcome](outcome + markOf[verdict]);
}

/** Ways to load, by what is loaded: the outcome of each. */
export function firstGrid(measurements: readonly Measurement[]): string {
  const byId = new Map(measurements.map((each) => [each.id, each]));
  const rows = loaders.map((loader) => [
    colors.bold(loader),
    ...columns.map(({ relation, policy }) => cell(byId.get(`http/${loader}/${relation}/${policy}`))),
  ]);
  return renderTable(['way to load', ...columns.map(({ title }) => title)], [24, 13, 13, 13, 13], rows);
}

/** What the words of the grid mean, and how to ask for more. */
export const afterGrid = [
  `${colourOf.readable('readable')}: script gets the samples. ${colourOf.opaque('opaque')}: it plays, and Web Audio hears zeros.`,
  `${colourOf.blocked('blocked')}: it does not load.`,
  '',
  'Why, and the fix of a cell:',
  '  npx earshot explain http/audio-anonymous/other-site/none',
  'The ways to load: npx earshot list --loaders',
].join('\n');
