import { planCell } from '../../lab/plan/cells';
import { lastLoadOf, type LoaderName } from '../../lab/loaders/loaders';
import { createRequest } from '../../standards/request';
import { isSafelistedMethod, unsafeHeaderNames } from '../../standards/safelist';
import { pageOrigin, pageSpec, type PageId } from '../../lab/topology/pages';
import { policyOf, type PolicyName } from '../../lab/policies';
import { contentTypeOf } from '../../lab/policies/predict-answer';
import type { Policy } from '../../lab/policies/policy';
import { clientOfPage } from '../../lab/topology/page-client';
import { predictCell } from '../../lab/predict/predict-cell';
import type { Relation } from '../../lab/topology/relations';
import type { Ports } from '../../lab/topology/topology';
import { nameOneOrigin, nameSeveralOrigins, type AnswerEdit, type Wanted } from '../edits/answer-edits';
import {
  searchChoices,
  searchFix,
  type Choice,
  type Fix,
  type FixResult,
  type Trial,
} from '../edits/search-fix';
import { editPolicy } from './edit-policy';
import { isSafe } from './is-safe';
import { withSound } from '../edits/sound-edits';
import { clickEdits, loaderEdits, playedLoader, schemeEdits, type PageEdit } from './page-edits';

/** A load of the lab. */
export interface Load {
  readonly page: PageId;
  readonly loader: LoaderName;
  readonly relation: Relation;
  readonly policy: PolicyName;
}

/** A load of the lab whose policy was edited. */
export interface FixedLoad extends Pick<Load, 'page' | 'loader' | 'relation'> {
  readonly policy: Policy;
}

export type LabFix = Fix<FixedLoad>;
export type LabFixResult = FixResult<FixedLoad>;

/** What lets the sound of a loader begin; nothing if it may, or makes none. */
const soundEditsFor = ({ loader, page }: Pick<Load, 'loader' | 'page'>): PageEdit[][] =>
  lastLoadOf(loader).plays === 'bytes' ? [] : (clickEdits[page] ?? []).map((edit) => [edit]);

function pageChangesFor({ loader, relation, page }: Load): (readonly PageEdit[])[] {
  const loaders = [[], ...loaderEdits(loader).map((edit) => [edit])];
  const scheme = pageSpec(page).scheme === 'https' ? schemeEdits[relation] : undefined;
  const changes = scheme ? loaders.flatMap((edits) => [edits, [scheme, ...edits]]) : loaders;
  return withSound(changes, soundEditsFor({ loader, page }));
}

function tryOut(
  load: Load,
  pageEdits: readonly PageEdit[],
  answerEdits: readonly AnswerEdit[],
  ports: Ports,
  start: Policy,
): Trial<FixedLoad> {
  const changed = pageEdits.reduce<Load>((at, { says: _says, ...edit }) => ({ ...at, ...edit }), load);
  const { page, loader, relation } = changed;
  const { asks, plays } = lastLoadOf(loader);
  const [last] = asks.slice(-1);
  const made = last && createRequest(last.request);
  const isPlayed = plays === 'element';
  const wanted: Wanted = {
    pageOrigin: pageOrigin(ports, page),
    headerNames: unsafeHeaderNames(asks.flatMap(({ request }) => request.headers)),
    method: asks.map(({ request }) => request.method).find((method) => !isSafelistedMethod(method)) ?? null,
    contentType: contentTypeOf(start.file ?? 'tone.mp3'),
    isStream: asks.some(({ file }) => file === 'segment'),
    preflightSaid: (start.preflight ?? start).headers ?? [],
    hasSeveralOrigins: nameSeveralOrigins(start.headers ?? []),
    namesOneOrigin: nameOneOrigin(start.headers ?? []),
  };
  const policy = answerEdits.reduce((at, edit) => editPolicy(at, edit, wanted), start);
  const cell = planCell({ ...changed, id: 'fix' }, ports, 'fix', policy);
  const client = clientOfPage(ports, page);
  const { outcome, reason } = predictCell(cell, ports, undefined, client);
  return {
    load: { page, loader, relation, policy },
    wanted,
    reason: outcome === 'readable' ? null : reason,
    plays: isPlayed && outcome !== 'blocked' && client.isAllowedToPlay,
    withCredentials: made?.mode === 'cors' && made.credentials === 'include',
    isSafe: isSafe(policy),
  };
}

/** Why nobody means a load to be readable; null if somebody does. */
export function intruderIn({
  loader,
  page,
}: Pick<Load, 'loader' | 'page'>): 'attack' | 'foreign-page' | null {
  if (lastLoadOf(loader).injected) return 'attack';
  // That somebody else's page may not read is what the CDN wants.
  return pageSpec(page).server === 'evil' ? 'foreign-page' : null;
}

/**
 * Searches the smallest change of the CDN's answers and of the page's loader that makes a load of the lab readable, as the
 * standards say. It leaves the page's own policies alone.
 * @param ports of the lab in which the load stands: they are part of the page's origin
 * @param policy what the CDN answers, where it is not the named policy of the load
 */
export function findFix(load: Load, ports: Ports, policy: Policy = policyOf(load.policy)): LabFixResult {
  const unfixable = intruderIn(load);
  if (unfixable) return { fix: null, unfixable };
  const found = searchFix(pageChangesFor(load), (page, answers) =>
    tryOut(load, page, answers, ports, policy),
  );
  const lacksOption = found.unfixable === 'untried' && lastLoadOf(load.loader).library !== null;
  return lacksOption ? { fix: null, unfixable: 'no-option' } : found;
}

/** Searches other ways to load than the smallest fix. */
export function findChoices(load: Load, ports: Ports): Choice<FixedLoad>[] {
  if (intruderIn(load)) return [];
  const plays = playedLoader(load.loader);
  return searchChoices(
    pageChangesFor(load),
    withSound([[], ...(plays ? [[plays]] : [])], soundEditsFor(load)),
    (page, answers) => tryOut(load, page, answers, ports, policyOf(load.policy)),
  );
}
