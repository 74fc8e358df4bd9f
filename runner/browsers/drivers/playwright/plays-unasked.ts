import type { Browser } from 'playwright';

/** Only a browser that does not play unasked takes this long, in milliseconds; one on a busy machine may be slow. */
const playBound = 20_000;

/** Evaluated in a page. */
async function plays(bound: number): Promise<boolean> {
  const context = new AudioContext();
  const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), bound));
  const running = await Promise.race([context.resume().then(() => true), late]);
  await context.close();
  return running;
}

/** Whether sound may begin without a click. */
export async function playsUnasked(browser: Browser): Promise<boolean> {
  const page = await browser.newPage();
  const running = await page.evaluate(plays, playBound);
  await page.close();
  return running;
}
