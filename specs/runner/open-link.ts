import { chromium, type Page } from 'playwright';
import { installedBrowser } from '../../runner/browsers/launch';
import { startEarshot } from './earshot';

/** A page in a browser of which nothing was asked: it knows no name of the lab and trusts no key of it. */
export async function withPlainPage(use: (page: Page) => Promise<void>): Promise<void> {
  const { executablePath } = installedBrowser('chromium');
  const browser = await chromium.launch({ executablePath });
  try {
    const context = await browser.newContext();
    await use(await context.newPage());
  } finally {
    await browser.close();
  }
}

/** Runs `earshot open` and gives its link to `use`; resolves with what the command came to. */
export async function openLink(args: readonly string[], use: (url: string) => Promise<void>) {
  const running = startEarshot(['open', '--port-base', '0', ...args]);
  const text = await running.printed('Ctrl-C ends the lab.');
  const [, url = ''] = /Open in any browser: (\S+)/.exec(text) ?? [];
  try {
    await use(url);
    return await running.ended;
  } finally {
    running.process.kill('SIGINT');
    await running.ended;
  }
}
