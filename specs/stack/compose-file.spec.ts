import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { parse } from 'yaml';
import {
  defaultPortBase,
  hostName,
  portsFrom,
  serverNames,
  serverSpec,
  type ServerName,
} from '../../model/lab/topology/topology';

interface Service {
  readonly profiles?: readonly string[];
  readonly depends_on?: unknown;
  readonly environment: { readonly EARSHOT_SERVER: string };
  readonly ports?: readonly string[];
  readonly networks?: { readonly lab: { readonly aliases: readonly string[] } };
  readonly network_mode?: string;
  readonly healthcheck: { readonly test: readonly string[] };
  readonly read_only: boolean;
  readonly cap_drop: readonly string[];
  readonly security_opt: readonly string[];
  readonly volumes?: readonly (string | { readonly type: string; readonly bind: unknown })[];
  readonly user?: string;
  readonly cpus: number | string;
  readonly mem_limit: string;
  readonly pids_limit: number;
  readonly restart?: string;
}

const text = readFileSync(join(__dirname, '..', '..', 'docker-compose.yml'), 'utf8');
const { services } = parse(text, { merge: true }) as { services: Record<string, Service> };
const ports = portsFrom(defaultPortBase);
const published = (port: number) => `127.0.0.1:${port}:${port}`;

test('the services outside profiles are the servers of the topology', () => {
  const names = Object.keys(services).filter((name) => services[name]!.profiles === undefined);
  expect(names.sort()).toEqual([...serverNames].sort());
});

test('the suite waits for every server, and publishes nothing', () => {
  const { depends_on, ports: none } = services.specs!;
  const healthy = serverNames.map((name) => [name, { condition: 'service_healthy' }]);
  expect(depends_on).toEqual(Object.fromEntries(healthy));
  expect(none).toBeUndefined();
});

test('every port is published on loopback, by the service that owns its host name', () => {
  const owner = (server: ServerName) =>
    serverNames.find((name) => serverSpec(name).hosts[0] === serverSpec(server).hosts[0])!;
  for (const name of serverNames) {
    const owned = serverNames.filter((server) => owner(server) === name);
    const wanted = owned.flatMap((server) => [published(ports[server].http), published(ports[server].https)]);
    expect([...(services[name]!.ports ?? [])].sort(), name).toEqual(wanted.sort());
    if (owner(name) !== name) expect(services[name]!.network_mode).toBe(`service:${owner(name)}`);
  }
});

test('every host name under .test is an alias of its service', () => {
  for (const name of serverNames) {
    const service = services[name]!;
    if (service.network_mode !== undefined) continue;
    expect(service.networks?.lab.aliases, name).toEqual(
      serverSpec(name).hosts.map((host) => hostName(host, 'test')),
    );
  }
});

test('every service is told what it is, asked for its health, and kept within bounds', () => {
  for (const name of serverNames) {
    const service = services[name]!;
    expect(service.environment.EARSHOT_SERVER, name).toBe(name);
    expect(service.healthcheck.test.at(-1), name).toBe(String(ports[name].http));
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
  }
});

test('every container has bounds on CPU, memory and processes, and no right that it does not need', () => {
  for (const [name, service] of Object.entries(services)) {
    expect.soft(service, name).toMatchObject({
      cpus: expect.anything(),
      mem_limit: expect.stringMatching(/^\d+[mg]$/),
      pids_limit: expect.any(Number),
      cap_drop: ['ALL'],
      // Nothing here does without the seccomp profile of the engine.
      security_opt: ['no-new-privileges:true'],
    });
  }
});

test('a server that dies comes again; the suite runs once, as whoever owns the reports', () => {
  for (const name of [...serverNames, 'cache']) expect(services[name]!.restart, name).toBe('on-failure:3');
  const { restart, user, volumes } = services.specs!;
  expect(restart).toBeUndefined();
  expect(user).toBe('${EARSHOT_USER:-1000:1000}');
  for (const volume of volumes!)
    expect(volume).toMatchObject({ type: 'bind', bind: { create_host_path: false } });
});

test('one server makes the certificates, and no other can write them', () => {
  for (const name of serverNames) {
    const makes = name === 'player';
    const { volumes, environment, depends_on: after } = services[name]!;
    expect(volumes, name).toEqual([makes ? 'tls:/tls' : 'tls:/tls:ro']);
    expect(environment, name).toMatchObject({ EARSHOT_CERTIFICATES: makes ? 'make' : 'await' });
    expect(after, name).toEqual(makes ? {} : { player: { condition: 'service_started' } });
  }
});
