import { giveSong, own, run, star, test, type Answer } from '../support/checking';
import { asksAll } from '../support/asks-all';
import { expect } from '../support';

const runs = 50;

const servers: Readonly<Record<string, Answer>> = {
  'allows everybody': giveSong(star),
  'sends two lines': giveSong(star, own),
};

for (const [title, answer] of Object.entries(servers))
  test(`${runs} checks of a server that ${title} come to one verdict`, async ({ checking, serve }) => {
    test.skip(!asksAll, 'it takes minutes: EARSHOT_SPECS_ALL=1');
    const url = await serve(answer);
    const verdicts = new Map<string, number>();
    for (let count = 0; count < runs; count += 1) {
      const { loads, pages } = await run(checking, url);
      const said = JSON.stringify({
        loads: loads.map(({ loader, outcome, reason, inconclusive }) => [
          ...[loader, outcome, reason, inconclusive],
        ]),
        pages: pages.map(({ outcome, cause, holes }) => ({
          ...{ outcome, holes },
          ...{ reason: cause?.reason, root: cause?.root, fix: cause?.fix?.headers, proof: cause?.proof },
        })),
      });
      verdicts.set(said, (verdicts.get(said) ?? 0) + 1);
    }
    expect([...verdicts.values()], [...verdicts.keys()].join('\n')).toEqual([runs]);
  });
