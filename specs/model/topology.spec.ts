import { expect, test } from '@playwright/test';
import { pageOrigin, pageIds } from '../../model/lab/topology/pages';
import { isPolicyName } from '../../model/lab/policies';
import { relationNames, targetOf } from '../../model/lab/topology/relations';
import {
  allHostNames,
  defaultPortBase,
  originOf,
  portsFrom,
  portSpan,
  serverNames,
  serverSpec,
  servers,
} from '../../model/lab/topology/topology';

const ports = portsFrom(defaultPortBase);

test('no two listeners share a port, and all are within the span', () => {
  const all = serverNames.flatMap((name) => [ports[name].http, ports[name].https]);
  expect(new Set(all).size).toBe(all.length);
  for (const port of all) {
    expect(port).toBeGreaterThanOrEqual(defaultPortBase);
    expect(port).toBeLessThan(defaultPortBase + portSpan);
  }
});

test('every server has a tone of its own, far enough from the others to be told apart', () => {
  const tones = serverNames.map((name) => servers[name].tone).sort((a, b) => a - b);
  for (const [i, tone] of tones.entries()) expect(tone - (tones[i - 1] ?? 0)).toBeGreaterThanOrEqual(60);
});

test('every server has a policy of its own that exists', () => {
  for (const name of serverNames) expect(isPolicyName(serverSpec(name).ownPolicy), name).toBe(true);
});

test('every host stands under both domains', () => {
  expect(allHostNames()).toContain('cdn-open.test');
  expect(allHostNames()).toContain('cdn-open.localhost');
});

test('an origin is scheme, host and port', () => {
  expect(originOf(ports, 'cdn-open', 'https', 'test')).toBe('https://cdn-open.test:8170');
});

test('a relation differs from the page in just what it says', () => {
  const page = new URL(targetOf(ports, 'http', 'same-origin').base);
  const differs = (relation: (typeof relationNames)[number]) => {
    const target = new URL(targetOf(ports, 'http', relation).base);
    return (['protocol', 'hostname', 'port'] as const).filter((part) => target[part] !== page[part]);
  };
  expect(differs('same-origin')).toEqual([]);
  expect(differs('upper-case-host')).toEqual([]);
  expect(differs('other-port')).toEqual(['port']);
  expect(differs('other-host')).toEqual(['hostname']);
  expect(differs('other-scheme')).toEqual(['protocol']);
  expect(differs('by-ip')).toEqual(['hostname']);
  expect(differs('ftp-scheme')).toContain('protocol');
  expect(new URL(targetOf(ports, 'default-port', 'explicit-default-port').base).origin).toBe(
    'http://player.test',
  );
});

test('an opaque origin serializes as null', () => {
  const opaque = pageIds.filter((id) => pageOrigin(ports, id) === 'null');
  expect(opaque.sort()).toEqual(['csp-sandbox', 'evil-sandboxed', 'file', 'sandboxed']);
});
