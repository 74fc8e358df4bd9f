import colors from 'picocolors';
import type { MessageExplanation } from '../../model/advice/explain-message';
import { shown } from '../../model/http/shown-text';
import { section } from './tables';

const silence = [
  'Every refusal and every failure looks like this to the page: script is not told why.',
  'The cause is in another line of the console, or beside the request in the network panel. Paste that one:',
  '  earshot why "Access to audio at … has been blocked by CORS policy: …"',
  'Or ask with the answer’s header lines:',
  '  earshot predict --page https://app.example --url https://cdn.example/song.mp3 --response "…"',
];

/** A console message explained for a person. */
export function messageText({
  wordings,
  reasons,
  url,
  origin,
  stopped,
  tellsNothing,
  mismatch,
}: MessageExplanation): string {
  if (tellsNothing) return [colors.bold('This line does not tell the cause.'), ...silence].join('\n');
  const asked = url === null ? [] : [`asked for: ${shown(url)}`];
  if (stopped) {
    const isNot = 'It is not CORS, and no header helps.';
    return [colors.bold(stopped.says), ...asked, isNot, ...section('Fix', [stopped.fix])].join('\n');
  }
  const engines = [...new Set(wordings.map(({ engine }) => engine))].join(', ');
  const named = [
    ...asked,
    ...(origin === null ? [] : [`by a page of: ${shown(origin)}`]),
    ...(mismatch === null ? [] : [shown(mismatch)]),
  ];
  const several =
    reasons.length > 1
      ? ['It goes with more than one cause; the header lines of the answer tell which.']
      : [];
  return [
    colors.dim(`A message of ${engines}.`),
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
        fix.map((line) => shown(line)),
      ),
      ...section('See it', seeIt),
    ]),
  ].join('\n');
}
