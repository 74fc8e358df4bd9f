import { expect, test } from '@playwright/test';
import type { LoaderName } from '../../model/lab/loaders/loaders';
import { planCell } from '../../model/lab/plan/cells';
import type { PolicyName } from '../../model/lab/policies';
import { predictCell } from '../../model/lab/predict/predict-cell';
import { nextSongAt, nextSongUrl } from '../../model/lab/loaders/next-song';
import { defaultPortBase, portsFrom } from '../../model/lab/topology/topology';

const ports = portsFrom(defaultPortBase);

const comesOf = (loader: LoaderName, policy: PolicyName, page: 'http' | 'csp-media-self' = 'http') => {
  const scenario = { id: 'sources', page, loader, relation: 'other-site', policy } as const;
  const { outcome, reason, wire } = predictCell(planCell(scenario, ports, 'spec'), ports);
  return { outcome, reason, statuses: wire.map(({ status }) => status) };
};
const readable = { outcome: 'readable', reason: null };

test('the next <source> is asked for where one is refused, and not where one plays', () => {
  const loader = 'audio-anonymous-sources';
  expect(comesOf(loader, 'none')).toEqual({ ...readable, statuses: [206, 206] });
  expect(comesOf(loader, 'forbidden')).toEqual({ ...readable, statuses: [403, 206] });
  expect(comesOf(loader, 'wildcard')).toEqual({ ...readable, statuses: [206] });
});

test('a <source> that plays unreadably keeps the next from being asked for', () => {
  expect(comesOf('audio-sources', 'wildcard')).toEqual({
    outcome: 'opaque',
    reason: 'no-crossorigin',
    statuses: [206],
  });
});

test('where no <source> plays, the last says why', () => {
  expect(comesOf('audio-anonymous-sources-missing', 'none')).toEqual({
    outcome: 'blocked',
    reason: 'http-status',
    statuses: [206, 404],
  });
  expect(comesOf('audio-anonymous-sources', 'wildcard', 'csp-media-self')).toEqual({
    outcome: 'blocked',
    reason: 'csp',
    statuses: [],
  });
});

test('the next song stands beside the first, under the same token', () => {
  const url = nextSongUrl('http://cdn.test:8110/p/none/tone.mp3?t=one', 'missing-song');
  expect(url).toBe('http://cdn.test:8110/p/not-found/song.mp3?t=one');
  expect(nextSongAt(new URL(url).pathname)).toBe('missing-song');
  expect(nextSongAt('/p/none/tone.mp3')).toBeUndefined();
});
