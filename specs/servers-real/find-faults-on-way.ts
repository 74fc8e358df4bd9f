import { ask, valuesOf } from './ask';

/**
 * Asks for a song as a page's `fetch()` does, and follows redirects.
 * @returns a line for each answer that keeps the page out
 */
export async function findFaultsOnWay(port: number, path: string, page: string): Promise<string[]> {
  const faults: string[] = [];
  let url = new URL(`http://127.0.0.1:${port}${path}`);
  let origin = page;
  for (let hop = 1; hop <= 5; hop += 1) {
    const answer = await ask(port, `${url.pathname}${url.search}`, { Host: url.host, Origin: origin });
    const values = valuesOf(answer, 'Access-Control-Allow-Origin');
    if (values.length !== 1 || !['*', origin].includes(values[0]!))
      faults.push(
        `${answer.status} at ${url.host}${url.pathname} for ${origin}: ${values.join(' | ') || 'none'}`,
      );
    const [location] = valuesOf(answer, 'Location');
    if (location === undefined) return faults;
    const next = new URL(location, url);
    // Of two other origins on the way, a browser tells neither who asks.
    if (next.origin !== url.origin) origin = 'null';
    url = next;
  }
  return [...faults, `${url.pathname}: the redirects do not end`];
}
