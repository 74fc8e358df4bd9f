import colors from 'picocolors';
import { explainExchange } from '../../model/advice/explain-exchange';
import { reasons } from '../../model/advice/reasons';
import type { Exchange } from '../../model/evidence/exchange';
import { getHeader } from '../../model/http/headers';
import { shown } from '../../model/http/shown-text';
import { lastLoadOf, loaderTitle } from '../../model/lab/loaders/loaders';
import { noSong } from '../../runner/check/cause-of';
import { withoutSecrets } from '../../runner/safe-text/without-secrets';
import { fixLines, mostWords, whyLines, wordingLines } from '../../runner/report/advice-lines';
import { section } from '../../runner/report/tables';
import type { Heard } from './ear';
import type { Judged } from './judge-player';

const outcomes: Readonly<Record<Judged['outcome'], string>> = {
  readable: 'it plays, and script gets its samples',
  opaque: 'it plays, and script gets zeros',
  blocked: 'it does not load',
  silent: 'it plays, and all its samples are zero',
  waiting: 'nothing is heard of it',
};

const states: Readonly<Partial<Record<Heard['state'], string>>> = {
  paused: 'It is paused: the test, or the page, has to play it.',
  waiting: 'It has not begun to play.',
  suspended: 'Its AudioContext is not running: resume() it, as by a click.',
};

const wireLine = ({ method, scheme, host, requestHeaders, status, responseHeaders }: Exchange): string => {
  const { origin } = requestHeaders;
  const allowed = getHeader(responseHeaders, 'access-control-allow-origin');
  const answer = status === null ? 'no answer' : String(status);
  return [
    `${shown(method)} ${scheme}://${shown(host)}, ${origin === undefined ? 'no Origin' : `Origin ${shown(origin)}`}: ${answer}`,
    allowed === null ? 'no Access-Control-Allow-Origin' : `Access-Control-Allow-Origin: ${shown(allowed)}`,
  ].join(', ');
};

/** The lines of the wire, each once: an element may ask for the same thing often. */
const wireLines = ({ wire, url }: Judged): string[] =>
  wire.length === 0 && url !== undefined ? ['nothing came'] : [...new Set(wire.map(wireLine))];

/** What a player did, why, and what to do about it, for a person. */
export function judgedText(judged: Judged): string {
  const { outcome, reason, loader, url, exchange, heard } = judged;
  const explained =
    exchange && reason !== null && explainExchange(exchange, lastLoadOf(loader).api ?? undefined);
  const advice = explained && explained.reason === reason ? explained : null;
  const song = url === undefined ? 'no song of the lab' : shown(withoutSecrets(url), mostWords);
  const state = outcome === 'waiting' ? states[heard.state] : undefined;
  const told = heard.state === 'suspended' ? 'context-suspended' : reason;
  const fix = advice ? fixLines(advice) : reason === null ? [] : [noSong[reason] ?? ''];
  return [
    `${colors.bold(outcome)}${reason === null ? '' : ` (${colors.yellow(reason)})`}: ${outcomes[outcome]}.`,
    `  ${loaderTitle(loader)}, in a page of ${shown(heard.origin)}: ${song}`,
    ...(state === undefined ? [] : [`  ${state}`]),
    ...(heard.says === '' ? [] : [`  The browser says: ${shown(heard.says, mostWords)}`]),
    ...(advice?.mismatch == null ? [] : [`  ${colors.bold(shown(advice.mismatch, mostWords))}`]),
    ...whyLines({ why: told === null ? null : reasons[told] }),
    ...section('On the wire', wireLines(judged)),
    ...section('What browsers write in their consoles', advice ? wordingLines(advice) : []),
    ...section(
      'Fix',
      fix.filter((line) => line !== ''),
    ),
  ].join('\n');
}
