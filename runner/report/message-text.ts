import colors from 'picocolors';
import type { MessageExplanation } from '../../model/advice/explain-message';
import type { Cut } from '../../model/advice/cut-message';
import { shown } from '../../model/http/shown-text';
import { shellWord } from '../safe-text/shell-quoted';
import { mostWords } from './advice-lines';
import { section } from './tables';

type Told = Pick<MessageExplanation, 'url' | 'origin'>;

const isHttp = (url: string | null): url is string => /^https?:/i.test(url ?? '');

/** What tells the cause without the console: the song that the message names, or any. */
const checkCommand = ({ url, origin }: Told): string =>
  `npx earshot check ${shellWord(isHttp(url) ? url : 'https://cdn.example/song.mp3')} --page ${shellWord(origin ?? 'https://app.example')}`;

const silence = (told: Told): string[] => [
  'Every refusal and every failure looks like this to the page: script is not told why.',
  'The cause is in another line of the console, or beside the request in the network panel. Paste that one:',
  '  npx earshot why "Access to audio at … has been blocked by CORS policy: …"',
  'Or have a browser load the song from your page’s origin, and tell:',
  `  ${checkCommand(told)}`,
  'Or ask with the answer’s header lines:',
  '  npx earshot predict --page https://app.example --url https://cdn.example/song.mp3 --response "…"',
];

const cutShort: Readonly<Record<Cut, string>> = {
  preflight:
    'The browser refused the answer to a preflight, the OPTIONS request that it sends first: the song was not asked for.',
  cors: 'The browser refused the song for CORS.',
};
const restWanted = (cut: Cut, told: Told): string[] => [
  cutShort[cut],
  'The line ends before it tells why. Paste the rest with it, or have a browser load the song from your page’s origin, and tell:',
  `  ${checkCommand(told)}`,
];

/** A console message explained for a person. */
export function messageText({
  wordings,
  reasons,
  url,
  origin,
  stopped,
  tellsNothing,
  cut,
  mismatch,
}: MessageExplanation): string {
  const told = { url, origin };
  if (cut !== null) return [colors.bold('This line is cut short.'), ...restWanted(cut, told)].join('\n');
  if (tellsNothing) return [colors.bold('This line does not tell the cause.'), ...silence(told)].join('\n');
  const asked = url === null ? [] : [`asked for: ${shown(url)}`];
  if (stopped) {
    return [colors.bold(stopped.says), ...asked, stopped.isNot, ...section('Fix', [stopped.fix])].join('\n');
  }
  const engines = [...new Set(wordings.map(({ engine }) => engine))].join(', ');
  const named = [
    ...asked,
    ...(origin === null ? [] : [`by a page of: ${shown(origin)}`]),
    ...(mismatch === null ? [] : [shown(mismatch, mostWords)]),
  ];
  const several =
    reasons.length > 1
      ? ['It goes with more than one cause; the header lines of the answer tell which.']
      : [];
  return [
    ...(engines === '' ? [] : [colors.dim(`A message of ${engines}.`)]),
    ...named,
    ...several,
    ...reasons.flatMap(({ reason, says, isNot, link, seeIt, fix }) => [
      '',
      colors.bold(colors.yellow(reason)),
      `  ${says}`,
      `  ${isNot}`,
      `  ${colors.dim(link)}`,
      ...section(
        'Fix',
        fix.map((line) => shown(line, mostWords)),
      ),
      ...section('See it', seeIt),
    ]),
    ...(isHttp(url) && isHttp(origin) ? section('Ask a browser', [checkCommand(told)]) : []),
  ].join('\n');
}
