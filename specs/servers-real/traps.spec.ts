import { expect, test } from '@playwright/test';
import { apacheSetting } from './apache';
import { caddySetting } from './caddy';
import { expressSetting } from './express';
import { findFaults } from './find-faults';
import { haproxySetting } from './haproxy';
import { nginxSetting } from './nginx';
import { needProgram } from './program';
import { startServer, type Place, type Setting } from './start-server';
import { startUpstream } from './upstream';
import { varnishSetting } from './varnish';
import { everybody } from './wishes';

/** One that is in the list; the others are in `specs/servers-real/find-faults.ts`. */
const list = { ...everybody, origins: ['https://app.example'] };
const withHeader = { ...everybody, requestHeaders: ['X-Player'] };

interface Trap {
  /** What people write, and what comes of it. */
  readonly title: string;
  readonly wish: typeof everybody | typeof list | typeof withHeader;
  readonly proxied?: true;
  readonly setting: (place: Place) => Setting;
  /** Faults that must be found. */
  readonly faults: readonly string[];
}

function expectTraps(traps: readonly Trap[]): void {
  for (const { title, wish, proxied, setting, faults } of traps)
    test(title, async () => {
      const upstream = proxied ? await startUpstream() : null;
      const running = await startServer(upstream?.port ?? 0, setting);
      try {
        expect(await findFaults(running.port, wish)).toEqual(expect.arrayContaining([...faults]));
      } finally {
        await running.close();
        await upstream?.close();
      }
    });
}

const doubled = 'Access-Control-Allow-Origin: * | *, not *';
const lacking = 'Access-Control-Allow-Origin: none, not *';
const letIn = (status: number, origin: string, value = origin) =>
  `${status} for ${origin}: Access-Control-Allow-Origin: ${value}, not none`;
const someone = 'https://someone.example';
const allowAll = 'Access-Control-Allow-Origin';

test.describe('nginx', () => {
  const nginx = needProgram('nginx');
  const nginxWith =
    (lines: { http?: string; location?: string }) =>
    (place: Place): Setting =>
      nginxSetting(nginx, place, lines);

  expectTraps([
    {
      title: 'nginx leaves a header without always out of errors',
      wish: everybody,
      setting: nginxWith({ location: `add_header ${allowAll} *;` }),
      faults: [`404 for ${someone}: ${lacking}`],
    },
    {
      title: 'nginx sends a header with always twice in its 416',
      wish: everybody,
      setting: nginxWith({ location: `add_header ${allowAll} * always;` }),
      faults: [`416 for ${someone}: ${doubled}`],
    },
    {
      title: 'nginx as a proxy sends the header of the server behind too',
      wish: everybody,
      proxied: true,
      setting: nginxWith({ location: `add_header ${allowAll} * always;` }),
      faults: [`200 for ${someone}: Access-Control-Allow-Origin: ${someone} | *, not *`],
    },
    {
      title: 'nginx forgets the headers of a location in an if that has one of its own',
      wish: withHeader,
      setting: nginxWith({
        location: `add_header ${allowAll} * always;
if ($request_method = OPTIONS) { add_header Access-Control-Allow-Headers "X-Player"; return 204; }`,
      }),
      faults: [`preflight 204 for ${someone}: ${lacking}`],
    },
    {
      title: 'nginx lets others in by a map without anchors',
      wish: list,
      setting: nginxWith({
        http: 'map $http_origin $allowed { default ""; "~https://app\\.example" $http_origin; }',
        location: `add_header ${allowAll} $allowed always; add_header Vary Origin always;`,
      }),
      faults: [letIn(200, 'https://app.example.evil.example'), letIn(200, 'https://app.example:444')],
    },
    {
      title: 'nginx lets others in by a pattern with an end alone',
      wish: list,
      setting: nginxWith({
        http: 'map $http_origin $allowed { default ""; "~app.example$" $http_origin; }',
        location: `add_header ${allowAll} $allowed always; add_header Vary Origin always;`,
      }),
      faults: ['https://evil-app.example', 'https://appxexample', 'http://app.example'].map((origin) =>
        letIn(206, origin),
      ),
    },
  ]);
});

test.describe('Apache', () => {
  const apache = needProgram('apache2');
  const apacheWith =
    (lines: string) =>
    (place: Place): Setting =>
      apacheSetting(apache, place, lines);

  expectTraps([
    {
      title: 'Apache leaves a header without always out of errors',
      wish: everybody,
      setting: apacheWith(`Header set ${allowAll} "*"`),
      faults: [`404 for ${someone}: ${lacking}`, `416 for ${someone}: ${lacking}`],
    },
    {
      title: 'Apache sends what is set with always and without twice',
      wish: everybody,
      setting: apacheWith(`Header always set ${allowAll} "*"\nHeader set ${allowAll} "*"`),
      faults: [`200 for ${someone}: ${doubled}`],
    },
    {
      title: 'Apache lets others in by a pattern without anchors',
      wish: list,
      setting: apacheWith(
        `SetEnvIf Origin "https://app.example.*" ALLOWED=$0\nHeader always set ${allowAll} "%{ALLOWED}e" env=ALLOWED`,
      ),
      faults: [letIn(200, 'https://app.example.evil.example')],
    },
    {
      title: 'Apache sends (null) without a condition',
      wish: list,
      setting: apacheWith(
        `SetEnvIf Origin "^https://app\\.example$" ALLOWED=$0\nHeader always set ${allowAll} "%{ALLOWED}e"`,
      ),
      faults: [letIn(200, 'https://evil-app.example', '(null)')],
    },
  ]);
});

test.describe('Caddy', () => {
  const caddy = needProgram('caddy');

  expectTraps([
    {
      title: 'Caddy leaves a deferred header out of errors',
      wish: everybody,
      setting: (place) => caddySetting(caddy, place, `header {\n${allowAll} *\ndefer\n}`),
      faults: [`404 for ${someone}: ${lacking}`],
    },
    {
      title: 'Caddy as a proxy sends the header of the server behind too',
      wish: everybody,
      proxied: true,
      setting: (place) => caddySetting(caddy, place, `header ${allowAll} *`),
      faults: [`200 for ${someone}: Access-Control-Allow-Origin: * | ${someone}, not *`],
    },
  ]);
});

test.describe('HAProxy', () => {
  const haproxy = needProgram('haproxy');

  expectTraps([
    {
      title: 'HAProxy sends an added header beside that of the server behind',
      wish: everybody,
      proxied: true,
      setting: (place) => haproxySetting(haproxy, place, `http-response add-header ${allowAll} *`),
      faults: [`206 for ${someone}: Access-Control-Allow-Origin: ${someone} | *, not *`],
    },
    {
      title: 'HAProxy with a condition on 200 has no header in a part',
      wish: everybody,
      proxied: true,
      setting: (place) =>
        haproxySetting(
          haproxy,
          place,
          `http-response del-header ${allowAll}\nhttp-response set-header ${allowAll} * if { status 200 }`,
        ),
      faults: [`206 for ${someone}: ${lacking}`],
    },
  ]);
});

test.describe('Varnish', () => {
  const varnish = needProgram('varnishd');

  expectTraps([
    {
      title: 'Varnish keeps the answer that another origin got',
      wish: list,
      proxied: true,
      setting: (place) => varnishSetting(varnish, place, ''),
      faults: ['200 for https://app.example: Access-Control-Allow-Origin: *, not https://app.example'],
    },
  ]);
});

test.describe('Express', () => {
  const cors = (options: string) => `const cors = require('cors');\napp.use(cors({ ${options} }));`;

  expectTraps([
    {
      title: 'Express has no header where cors comes after express.static',
      wish: everybody,
      setting: (place) => expressSetting(place, '', cors('')),
      faults: [`200 for ${someone}: ${lacking}`],
    },
    {
      title: 'Express lets others in by a pattern with an end alone',
      wish: list,
      setting: (place) => expressSetting(place, cors('origin: /app\\.example$/')),
      faults: [letIn(200, 'https://evil-app.example'), letIn(404, 'http://app.example')],
    },
    {
      title: 'Express with a function that says no does not say that it varies',
      wish: list,
      setting: (place) =>
        expressSetting(place, cors("origin: (origin, done) => done(null, origin === 'https://app.example')")),
      faults: ['200 for https://evil-app.example: Vary: '],
    },
  ]);
});
