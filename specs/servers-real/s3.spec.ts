import { expect, test } from '@playwright/test';
import { recipes } from '../../model/advice/recipes';
import { asksAll } from '../support/asks-all';
import { ask, valuesOf } from './ask';
import { evilOrigins } from './find-faults';
import { s3Setting } from './s3';
import { startServer } from './start-server';
import { wishes } from './wishes';

const host = (port: number) => ({ Host: `songs.s3.localhost:${port}` });
const questions = [
  { status: 200, path: '/tone.mp3', headers: {} },
  { status: 206, path: '/tone.mp3', headers: { Range: 'bytes=0-99' } },
  { status: 404, path: '/none.mp3', headers: {} },
  { status: 416, path: '/tone.mp3', headers: { Range: 'bytes=999999-' } },
] as const;

for (const [title, wish] of Object.entries(wishes)) {
  test(`s3 tells ${title} the right line at each status, and nobody else`, async () => {
    // The one that has something of everything.
    test.skip(
      !asksAll && title !== 'a list with credentials and a request header',
      'npm run test:all asks it',
    );
    const texts = recipes.s3.write(wish).blocks.map(({ text }) => text);
    const { port, close } = await startServer(0, (place) => s3Setting(place, texts.join('\n')));
    const isPublic = wish.origins === '*';
    const allowed = wish.origins === '*' ? ['https://someone.example'] : wish.origins;
    try {
      const [tag] = valuesOf(await ask(port, '/tone.mp3', host(port)), 'etag');
      const all = [...questions, { status: 304, path: '/tone.mp3', headers: { 'If-None-Match': tag ?? '' } }];
      for (const Origin of [...allowed, ...(isPublic ? [] : evilOrigins)]) {
        const lines = !allowed.includes(Origin) ? [] : [isPublic ? '*' : Origin];
        for (const { status, path, headers } of all) {
          const answer = await ask(port, path, { ...host(port), ...headers, Origin });
          const told = `${status} for ${Origin}`;
          expect.soft(answer.status, told).toBe(status);
          expect.soft(valuesOf(answer, 'Access-Control-Allow-Origin'), told).toEqual(lines);
        }
        const asked = {
          ...{ ...host(port), Origin, 'Access-Control-Request-Method': 'GET' },
          ...(wish.requestHeaders.length > 0 && {
            'Access-Control-Request-Headers': wish.requestHeaders.join(','),
          }),
        };
        const preflight = await ask(port, '/tone.mp3', asked, 'OPTIONS');
        expect.soft(preflight.status, `preflight for ${Origin}`).toBe(lines.length > 0 ? 200 : 403);
        const names = valuesOf(preflight, 'Access-Control-Allow-Headers').join(', ').toLowerCase();
        if (lines.length > 0)
          for (const name of wish.requestHeaders) expect.soft(names).toContain(name.toLowerCase());
        // s3rver names everybody to a page that it allows, where S3 names the page.
        expect
          .soft(valuesOf(preflight, 'Access-Control-Allow-Origin'), `preflight for ${Origin}`)
          .toHaveLength(lines.length);
      }
    } finally {
      await close();
    }
  });
}
