import { changesBetween } from '../../model/check/answer-changes';
import { outcomeOfSong } from '../../model/check/outcome-of-song';
import type { Fix } from '../../model/advice/edits/search-fix';
import type { LoaderName } from '../../model/lab/loaders/loaders';
import { clientOf } from '../../model/standards/client';
import { requestUrl, type ExchangeCase } from '../../model/standards/exchange-case';
import { predict } from '../../model/standards/predict';
import { loadOf } from '../exchange/cell-of-case';
import type { PersonsPage } from './persons-page';
import type { CheckBrowser } from './check-browser';
import type { Proof } from './check-result';

/** Origins that look like the page's and are not. A fix must not let them in for their looks. */
function evilOrigins(page: ExchangeCase['page']): string[] {
  const { origin } = clientOf(page);
  const url = URL.parse(origin);
  if (!url) return [];
  const { protocol, host, hostname } = url;
  const insecure = protocol === 'https:' ? [`http://${host}`] : [];
  return ['null', `${protocol}//${hostname}.evil.example`, `${protocol}//evil${hostname}`, ...insecure];
}

/** Of those origins the ones that the answers of a fix let in, though not everybody. */
function letIn(page: ExchangeCase['page'], fixed: ExchangeCase): string[] {
  const isPublic = fixed.responses
    .filter((each) => each.for === 'actual' || predict(fixed).preflight)
    .every(({ headers }) =>
      headers.some(([name, value]) => /^access-control-allow-origin$/i.test(name) && value.trim() === '*'),
    );
  if (isPublic) return [];
  return evilOrigins(page).filter(
    (origin) => predict({ ...fixed, page: { ...fixed.page, origin } }).outcome === 'readable',
  );
}

interface TriedFix {
  readonly exchange: ExchangeCase;
  readonly fix: Fix<ExchangeCase>;
  /** The player library that makes its request, as it is to be set up; null where none does. */
  readonly library?: LoaderName | null;
}

/**
 * Has browsers load again, from the server itself, with its answers changed as a fix says.
 */
export async function proveFix(
  browsers: readonly CheckBrowser[],
  page: PersonsPage,
  { exchange, fix, library = null }: TriedFix,
  outcomeOf = outcomeOfSong,
): Promise<Proof> {
  const intruders = letIn(page, fix.load);
  if (intruders.length > 0)
    return { isProven: false, says: `It would let in ${intruders.join(' and ')} too.` };
  const isUnanswered =
    predict(fix.load).preflight &&
    exchange.responses.some((each) => each.for === 'preflight' && each.status === 0);
  if (isUnanswered)
    return {
      isProven: false,
      says: 'It could not be tried: the server gives no answer to the preflight that could be changed.',
    };
  const refusing = exchange.responses.find((answer, i) => {
    const fixed = fix.load.responses.find((each) => each.for === answer.for) ?? fix.load.responses[i];
    return answer.for === 'actual' && answer.status >= 400 && fixed !== undefined && fixed.status < 400;
  });
  if (refusing)
    return {
      isProven: false,
      says: `It could not be tried: with status ${refusing.status} the server gives this page no song.`,
    };
  if (fix.load.page.origin !== page.origin)
    return { isProven: false, says: `It was not tried: the page would be at ${fix.load.page.origin}.` };
  const changes = changesBetween(exchange.responses, fix.load.responses);
  for (const browser of browsers) {
    const done = await browser.load({
      // The person permits it, where that is the fix.
      page: { ...page, permissions: fix.load.page.permissions },
      url: requestUrl(fix.load.request),
      ...(library === null ? loadOf(fix.load.request) : { loader: library }),
      changes,
    });
    if (done.failure !== null)
      return { isProven: false, says: `It could not be tried in ${browser.engine}: ${done.failure}.` };
    const outcome = done.seen && outcomeOf(done.seen, true);
    if (outcome !== 'readable') {
      const status = done.wire.at(-1)?.status ?? 0;
      if (status >= 400)
        return {
          isProven: false,
          says: `With it ${browser.engine} comes through, and the server answers with status ${status} in place of the song.`,
        };
      const saw = done.seen?.error?.message ?? outcome ?? 'nothing came';
      return { isProven: false, says: `${browser.engine} did not read the song with it: ${saw}.` };
    }
  }
  const engines = browsers.map(({ engine }) => engine).join(' and ');
  return { isProven: true, says: `With its answers changed so, ${engines} read the song.` };
}
