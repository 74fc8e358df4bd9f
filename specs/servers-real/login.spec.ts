import { expect, test } from '@playwright/test';
import { recipes } from '../../model/advice/recipes';
import { apacheSetting } from './apache';
import { ask, valuesOf } from './ask';
import { nginxSetting } from './nginx';
import { needProgram } from './program';
import { startServer, type Place, type Setting } from './start-server';
import { everybody } from './wishes';

const page = 'https://app.example';
const wish = { ...everybody, origins: [page], requestHeaders: ['Authorization'] };
const textsOf = (server: 'nginx' | 'apache') => recipes[server].write(wish).blocks.map(({ text }) => text);

/** A browser sends no login with a preflight, and wants to read that one is needed. */
function expectPreflight(title: string, settingOf: () => (place: Place) => Setting): void {
  test(`${title} answers a preflight before it asks for a login`, async () => {
    const running = await startServer(0, settingOf());
    try {
      const asked = {
        Origin: page,
        'Access-Control-Request-Method': 'GET',
        'Access-Control-Request-Headers': 'authorization',
      };
      const preflight = await ask(running.port, '/tone.mp3', asked, 'OPTIONS');
      const answer = await ask(running.port, '/tone.mp3', { Origin: page });
      expect([preflight.status, answer.status]).toEqual([204, 401]);
      for (const each of [preflight, answer])
        expect(valuesOf(each, 'Access-Control-Allow-Origin')).toEqual([page]);
    } finally {
      await running.close();
    }
  });
}

test.describe('nginx', () => {
  const nginx = needProgram('nginx');
  expectPreflight('nginx', () => (place) => {
    const [http = '', location = '', server = ''] = textsOf('nginx');
    const login = `auth_basic songs;\nauth_basic_user_file ${place.folder}/users;`;
    return nginxSetting(nginx, place, { http, location: `${login}\n${location}`, server });
  });
});

test.describe('Apache', () => {
  const apache = needProgram('apache2');
  expectPreflight('Apache', () => (place) => {
    const login = `<Location "/">
AuthType Basic
AuthName songs
AuthUserFile ${place.folder}/users
Require valid-user
</Location>`;
    return apacheSetting(apache, place, [login, ...textsOf('apache')].join('\n'));
  });
});
