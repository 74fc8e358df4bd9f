// Fails where folders import each other in a circle, types included; where an import goes up a floor; and where a
// floor allows what nobody imports: node tools/floors/check.mjs
import { posix } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { covers, floorOf, floors } from './floors.mjs';

const rooms = [...new Set(Object.keys(floors).map((floor) => floor.split('/')[0]))];

const { output } = await cruise(rooms, {
  exclude: { path: '(^|/)(dist|node_modules)/' },
  tsPreCompilationDeps: true,
  validate: true,
  ruleSet: {
    forbidden: [
      { name: 'circle of files', from: {}, to: { circular: true } },
      { name: 'circle of folders', scope: 'folder', from: {}, to: { circular: true } },
    ],
  },
});

const circles = new Set(
  output.summary.violations.map(({ rule, cycle }) => {
    const names = cycle.map(({ name }) => name);
    // Once for each circle, wherever it was entered.
    const start = names.indexOf([...names].sort()[0]);
    return `${rule.name}: ${[...names.slice(start), ...names.slice(0, start), names[start]].join(' -> ')}`;
  }),
);

const imports = output.modules.flatMap(({ source, dependencies }) =>
  dependencies.map(({ resolved }) => ({ source, resolved, from: floorOf(source), to: floorOf(resolved) })),
);
const upward = imports
  .filter(
    ({ from, to }) => from !== to && to !== undefined && !floors[from]?.some((entry) => covers(entry, to)),
  )
  .map(
    ({ source, resolved, from }) =>
      `${source} imports ${resolved}, which ${from ?? posix.dirname(source)} may not`,
  );

const stale = Object.entries(floors).flatMap(([floor, entries]) =>
  entries
    .filter(
      (entry) => !imports.some(({ from, to }) => from === floor && to !== floor && to && covers(entry, to)),
    )
    .map((entry) => `${floor} may import ${entry}, and does not: take it out of tools/floors/floors.mjs`),
);

const faults = [...circles, ...upward, ...stale];
if (faults.length > 0) {
  process.stderr.write(`${faults.join('\n')}\n`);
  process.exitCode = 1;
}
