import { explainExchange, type ExchangeExplanation } from '../../model/advice/explain-exchange';
import { reasons } from '../../model/advice/reasons';
import { unfixable } from '../../model/advice/edits/search-fix';
import type { Fix } from '../../model/advice/edits/search-fix';
import type { DirectAnswer } from '../../model/check/direct-answer';
import { exchangeOf } from '../../model/check/exchange-of';
import type { Library } from '../../model/lab/loaders/loader';
import { lastLoadOf, type LoaderName } from '../../model/lab/loaders/loaders';
import { adviceOn } from '../../model/check/root-advice';
import { rootOf } from '../../model/check/root-of';
import type { Finding, LoadKind, Root } from '../../model/check/root';
import type { ServerName } from '../../model/advice/recipes';
import { createRequest, type AskedRequest } from '../../model/standards/request';
import { recognise } from '../../model/advice/recipes/recognise';
import { recipeFor, wishOf } from './recipe-for';
import type { ExchangeCase } from '../../model/standards/exchange-case';
import type { Reason } from '../../model/standards/reason';
import type { CheckedCause, CheckedLoad, Proof } from './check-result';
import { toldExchange } from './judge-load';
import { editsFor, skipsScript, type DecidingRequest } from './library-load';
import type { PersonsPage } from './persons-page';

/** What is said where the server gives no song, and no header line would change that. */
export const noSong: Partial<Record<Reason, string>> = {
  'http-status': 'Find out from the server why it gives no song: by its status it is not a matter of CORS.',
  decode: 'Look at what the URL gives: by its bytes it is no audio that this browser knows.',
  auth: unfixable.auth,
  network: unfixable.network,
};

const schemeAdvice = (library: string) =>
  `Give ${library} an https URL: from a page over https it asks for an http one by an element alone, without crossorigin.`;

const userinfoAdvice =
  'Hand out a URL without a user name: fetch() refuses one with it, and not every browser sends it for an element.';

/** What of a server's answers decides a load. */
function kindOf(asked: AskedRequest): LoadKind {
  const request = createRequest(asked);
  if (request?.mode === 'no-cors') return 'no-cors';
  if (request?.headers.some(([name]) => name.toLowerCase() === 'authorization')) return 'with-authorization';
  return request?.credentials === 'include' ? 'credentialed' : 'anonymous';
}

/** Tries a fix out. */
export type Prove = (exchange: ExchangeCase, fix: Fix<ExchangeCase>) => Promise<Proof>;

interface FailedLoad {
  readonly page: PersonsPage;
  readonly url: string;
  readonly load: CheckedLoad & { readonly reason: Reason };
  readonly decided: DecidingRequest;
  readonly direct: readonly DirectAnswer[];
  /** Origins of all pages that the server has to let in. */
  readonly pages: readonly string[];
  /** What the server is, where somebody says it. */
  readonly server: ServerName | undefined;
  /** Null where nobody asked for a proof. */
  readonly prove: Prove | null;
}

/** Faults of a server that has another one behind it, as a rule. */
const ofTwoPlaces: readonly Root[] = ['added-twice', 'cache-without-vary'];

const withoutLoad = ({ load: _load, ...fix }: Fix<unknown>): Omit<Fix<unknown>, 'load'> => fix;

/** Why there is no fix, where a library does the load: its options are all that its page can change. */
const unfixableBy = (library: Library | null, says: string | null): string | null =>
  library && says === unfixable.untried ? unfixable['no-option'] : says;

/** The oracle's word on a load; null where it finds nothing wrong with it, or need not be asked. */
function explanationOf(
  exchange: ExchangeCase,
  loader: LoaderName,
  reason: Reason,
): ExchangeExplanation | null {
  if (noSong[reason] !== undefined) return null;
  const explained = explainExchange(
    exchange,
    lastLoadOf(loader).api ?? undefined,
    undefined,
    editsFor(loader),
  );
  return explained.reason === null ? null : explained;
}

/** Faults in how ranges are answered: an element alone asks for one, and they are the matter of no other failure. */
const ofRanges: readonly Root[] = ['wrong-content-range', 'compressed-audio'];

/** Whether a server gave a browser an answer, and none to the direct question: then the browser's own tells why it is not read. */
function answersBrowsersAlone({ cause, because: [asked] }: Finding, wire: DecidingRequest['wire']): boolean {
  if (cause !== 'network' || asked?.status !== null) return false;
  return wire.some((seen) => seen.status !== null && toldExchange(seen).url === asked.url);
}

/** Whether what was found by direct questions is the matter, though what the browser got shows another reason. */
function outweighs(found: Finding, reason: Reason, wire: DecidingRequest['wire']): boolean {
  // What a browser does not even ask for, such as a port, nothing on the server would change.
  const isNeverAsked = wire.length === 0 && reason !== 'network';
  if (isNeverAsked || answersBrowsersAlone(found, wire) || ofRanges.includes(found.root)) return false;
  // A status that the page's origin alone gets is a matter of CORS, though the browser's answer shows the status alone.
  if (found.root === 'origin-not-in-allowlist') return true;
  // Where there is no song at the end of the way, that is the matter; but not of a preflight, which is stopped before it.
  return noSong[found.cause] !== undefined && !reason.startsWith('preflight-');
}

/** What direct questions say of a load that a browser was refused; null where its own answers say more. */
function findingOf({ direct, decided, load: { page, reason } }: FailedLoad): Finding | null {
  const found = rootOf(direct, page, kindOf(decided.request));
  if (!found) return null;
  return found.cause === reason || outweighs(found, reason, decided.wire) ? found : null;
}

/** Why a load failed, in words, and what to do about it. */
export async function causeOf(failed: FailedLoad): Promise<CheckedCause> {
  const { page, url, load, decided, direct, pages, server, prove } = failed;
  const { request, wire } = decided;
  const { loader } = load;
  const { library } = lastLoadOf(loader);
  const finding = findingOf(failed);
  const reason = finding?.cause ?? load.reason;
  const exchange = exchangeOf({
    ...{ page, request, url, wire, direct, addressSpace: page.songSpace },
  });
  const explained = explanationOf(exchange, loader, reason);
  const fix = explained?.fix ?? null;
  const shows = wire.at(-1);
  const besides =
    (finding && adviceOn(finding.root, load.page)) ??
    (library && skipsScript(loader, { url, origin: load.page }) ? schemeAdvice(library.name) : null) ??
    (new URL(url).username === '' ? null : userinfoAdvice);
  // Who hangs up does not say who it is: its other answers do.
  const heads = [shows?.responseHeaders ?? [], ...direct.map(({ headers }) => headers)];
  const isForServer = fix?.edits.some(({ where }) => where === 'cdn') === true;
  return {
    loader,
    reason,
    ...reasons[reason],
    library,
    mismatch: explained?.mismatch ?? null,
    wordings: explained?.reason === reason ? explained.wordings : [],
    root: finding?.root ?? null,
    fault: finding?.says ?? null,
    exchange: shows ? toldExchange(shows) : null,
    fix: fix && withoutLoad(fix),
    choices: (explained?.choices ?? []).map((choice) => ({
      aims: choice.aims,
      fix: withoutLoad(choice.fix),
    })),
    unfixable:
      fix || besides !== null
        ? null
        : (noSong[reason] ?? explained?.pagePolicy ?? unfixableBy(library, explained?.unfixable ?? null)),
    besides,
    recipe:
      fix && shows && isForServer
        ? recipeFor(wishOf(fix, pages), {
            headers: heads.find((each) => each.length > 0) ?? [],
            server,
            isProxied:
              (finding !== null && ofTwoPlaces.includes(finding.root)) ||
              heads.some((headers) => (recognise(headers)?.behind.length ?? 0) > 0),
          })
        : null,
    proof: fix && prove ? await prove(exchange, fix) : null,
  };
}
