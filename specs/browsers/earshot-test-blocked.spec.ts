import { element, expect, failureOf, test, volumeOf } from '../support/earshot-test';

/** A player by fetch() and a buffer, behind a GainNode. */
const byFetch = (song: string, credentials = 'same-origin') => `<!doctype html><script>
  const context = new AudioContext();
  window.volume = new GainNode(context);
  window.volume.connect(context.destination);
  fetch(${JSON.stringify(song)}, { credentials: '${credentials}' })
    .then((answer) => answer.arrayBuffer())
    .then((bytes) => context.decodeAudioData(bytes))
    .then((buffer) => {
      const source = new AudioBufferSourceNode(context, { buffer, loop: true });
      source.connect(window.volume);
      source.start();
    })
    .catch(() => undefined);
</script>`;

test('an element that is refused is blocked, for the reason that the wire shows', async ({ page, lab }) => {
  const song = lab.cdn(['Access-Control-Allow-Origin: https://radio.example']);
  await page.goto(lab.page('https://app.test', { html: element(song.replace('http:', 'https:')) }));
  await expect(page.locator('audio')).toBeBlocked({ reason: 'allow-origin-mismatch' });
  const said = await failureOf(expect(page.locator('audio')).toPlay());
  expect(said).toContain('Received: blocked (allow-origin-mismatch): it does not load.');
  expect(said).toContain('sent "https://radio.example", wanted "https://app.test"');
  expect(said).toMatch(/On the wire\n +GET https:\/\/cdn\.test:\d+, Origin https:\/\/app\.test: 206/);
  expect(said).toMatch(/Fix\n.*Access-Control-Allow-Origin: \*/s);
});

test('a player by fetch() is heard at its node, or blocked by the credentials that it sends', async ({
  page,
  lab,
}) => {
  await page.goto(lab.page('http://app.test', { html: byFetch(lab.cdn('wildcard')) }));
  await expect(await volumeOf(page)).toPlay();
  await page.goto(lab.page('http://app.test', { html: byFetch(lab.cdn('wildcard'), 'include') }));
  await expect(await volumeOf(page)).toBeBlocked({ reason: 'wildcard-with-credentials' });
});

test("a page's own policy is a reason, and what the lab fails at is none", async ({ page, lab }) => {
  const song = lab.cdn('wildcard');
  const html = element(song);
  const headers = [['Content-Security-Policy', "media-src 'self'"]] as const;
  await page.goto(lab.page('http://app.test', { html, headers }));
  await expect(page.locator('audio')).toBeBlocked({ reason: 'csp' });
  const lost = song.replace('cdn.test', 'no-such-host.invalid');
  await page.goto(lab.page('http://app.test', { html: element(lost) }));
  for (const matcher of [expect(page.locator('audio')), expect(page.locator('audio')).not])
    expect(await failureOf(matcher.toBeBlocked({ reason: 'network' }))).toContain(
      'no request for it reached the lab',
    );
});

test('what is no player, and what is no reason, is refused in words', async ({ page, lab }) => {
  await page.goto(lab.page('http://app.test'));
  const html = page.locator('html');
  expect(await failureOf(expect(html).toBeBlocked({ reason: 'allow-orign-missing' as 'csp' }))).toContain(
    'Did you mean "allow-origin-missing"?',
  );
  expect(await failureOf(expect(html).toPlay())).toContain('<html> is neither an <audio>');
  for (const [options, words] of [
    [null, 'at its root, null: want an object'],
    [{ timeout: '5' }, 'at timeout, "5": want a number'],
    [{ timeot: 5 }, 'Did you mean "timeout"?'],
    [{ url: 'https://radio.example/a.mp3' }, 'want a URL of lab.cdn()'],
  ] as const)
    expect(await failureOf(expect(html).toPlay(options as never))).toContain(words);
  const missing = expect(page.locator('#player audio'));
  expect(await failureOf(missing.toPlay({ timeout: 200 }))).toContain(
    "locator('#player audio') found no element within 200 ms",
  );
  await page.setContent('<audio></audio><audio></audio>');
  expect(await failureOf(expect(page.locator('audio')).not.toPlay())).toContain(
    "locator('audio') finds several elements",
  );
});
