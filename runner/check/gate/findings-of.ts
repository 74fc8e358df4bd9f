import type { CheckedHole, CheckedLoad, CheckedPage, CheckedPart, CheckResult } from '../check-result';
import type { CheckFinding } from './check-finding';
import { compareWith, expectationText, type Expectation } from './expectation';
import { idOfHole, idOfLoad } from './finding-id';
import type { PlannedCheck } from './planned-check';

type Came = Pick<CheckedLoad, 'outcome' | 'reason' | 'inconclusive'>;

/** The load that a page's outcome is of, as `checkIn` chooses it. */
function mainOf(loads: readonly CheckedLoad[]): CheckedLoad | undefined {
  const those = loads.filter(({ loader }) => loader === loads[0]?.loader);
  return those.find(({ outcome }) => outcome !== 'readable') ?? those[0];
}

/**
 * What came of a load, as far as the whole check knows: of a load like the one that was looked into, what was found out
 * about that. A connection that broke is no finding by itself.
 */
function cameOf(load: CheckedLoad, page: CheckedPage | undefined, loads: readonly CheckedLoad[]): Came {
  const { loader, outcome, reason, inconclusive } = load;
  const main = mainOf(loads);
  if (page && main?.loader === loader && main.outcome === outcome && main.reason === reason)
    return { outcome: page.outcome, reason: page.cause?.reason ?? reason, inconclusive };
  if (outcome === 'blocked' && reason === 'network' && page?.outcome !== 'blocked')
    return { outcome: 'inconclusive', reason, inconclusive: 'the connection broke' };
  return { outcome, reason, inconclusive };
}

/** What came of a stream: what came of its worst part. */
function cameOfStream(
  { page, outcome, cause }: CheckedPage,
  parts: readonly CheckedPart[],
): Came & { readonly part: string | undefined } {
  const of = parts.filter((each) => each.page === page);
  const worst = of.find((each) => each.outcome === outcome);
  const open = worst?.loads.find(({ inconclusive }) => inconclusive !== null);
  return {
    ...{ outcome, reason: cause?.reason ?? worst?.reason ?? null, inconclusive: open?.inconclusive ?? null },
    part: outcome === 'readable' ? undefined : worst?.part,
  };
}

function saysOf(expected: Expectation, came: Came): string {
  const says = `expected ${expectationText(expected)}, came ${expectationText(came)}`;
  if (came.outcome === 'silent')
    return `${says}: what was heard is silence, and does not tell whether it can be read`;
  return came.inconclusive === null ? says : `${says}: ${came.inconclusive}`;
}

/** What a check found out, compared with what is expected: a finding for each load, and one for each hole. */
export function findingsOf(
  { place, expects, accepts }: Pick<PlannedCheck, 'place' | 'expects' | 'accepts'>,
  { url, pages, loads, parts }: CheckResult,
): CheckFinding[] {
  const ofLoad = (load: CheckedLoad): CheckFinding => {
    const { engine, page, loader } = load;
    const beside = loads.filter((each) => each.page === page);
    const ofPage = pages.find((each) => each.page === page);
    const stream = parts && ofPage ? cameOfStream(ofPage, parts) : null;
    const came = stream ?? cameOf(load, ofPage, beside);
    // A stream is asked for as players of streams do, whatever loads a song.
    const expected = expects[loader] ?? (stream ? Object.values(expects)[0] : undefined);
    const where = stream?.part === undefined ? '' : `; the part that fails is the ${stream.part}`;
    const ended = expected ? compareWith(expected, came) : 'not judged';
    return {
      ...{ id: idOfLoad({ page, place }, engine, loader), url, page, engine, loader, hole: null },
      ...{ outcome: came.outcome, reason: came.reason },
      expected: expected ? expectationText(expected) : null,
      ended,
      says: expected && ended !== 'as expected' ? `${saysOf(expected, came)}${where}` : '',
    };
  };
  const ofHole = (page: string, { hole, says }: CheckedHole): CheckFinding => ({
    ...{ id: idOfHole({ page, place }, hole), url, page, engine: null, loader: null, hole },
    ...{ outcome: null, reason: null, expected: null, says },
    ended: accepts.includes(hole) ? 'accepted' : 'otherwise',
  });
  return [
    ...loads.map(ofLoad),
    ...pages.flatMap(({ page, holes }) => holes.map((hole) => ofHole(page, hole))),
  ];
}
