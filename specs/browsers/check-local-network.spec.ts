import { openCheckBrowser } from '../../runner/check/check-browser';
import { appOrigin, giveSong, run, star, test } from '../support/checking';
import { expect } from '../support';

const insecureOrigin = 'http://app.example';
/** A page at a public address, and its song on this machine. */
const publicPage = { addressSpace: 'public', songSpace: 'loopback' } as const;

test('a public page is refused the server of this machine before CORS, unless the person permits it', async ({
  engine,
  serve,
}) => {
  test.skip(engine !== 'chromium', 'Chromium alone is told where a page is');
  const url = await serve(giveSong(star));
  const options = { headers: [], mostRequests: 99, patience: 2_000 };
  const urls = [appOrigin, insecureOrigin];
  const browser = await openCheckBrowser('chromium', {
    ...options,
    publicPages: { urls, songSpace: 'loopback' },
  });
  try {
    const { loads, pages, privateServer } = await run(browser, url, {
      pages: [
        { origin: appOrigin, ...publicPage },
        { origin: insecureOrigin, ...publicPage },
      ],
    });
    expect(loads.map(({ outcome, reason }) => `${outcome} ${reason}`)).toEqual(
      Array<string>(6).fill('blocked local-network'),
    );
    expect(loads.flatMap(({ wire }) => wire)).toEqual([]);
    const [secure, insecure] = pages.map(({ cause }) => cause);
    expect(secure).toMatchObject({ reason: 'local-network', root: null, proof: { isProven: true } });
    expect(insecure).toMatchObject({ reason: 'local-network', root: null, proof: { isProven: false } });
    expect(privateServer).toEqual({ addressSpace: 'loopback', isAskedFromPublic: true });
  } finally {
    await browser.close();
  }
  const sibling = await openCheckBrowser('chromium', {
    ...options,
    publicPages: { urls: [appOrigin], songSpace: 'public' },
  });
  try {
    const page = { origin: appOrigin, addressSpace: 'public', songSpace: 'public' } as const;
    const { pages } = await run(sibling, url, { pages: [page], loaders: ['audio-anonymous'] });
    expect(pages).toMatchObject([{ outcome: 'readable', cause: null }]);
  } finally {
    await sibling.close();
  }
});
