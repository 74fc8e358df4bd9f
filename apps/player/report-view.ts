import type { HeaderLine } from '../../model/http/headers';
import { formatAddress } from './address';
import type { Choices } from './choices';
import { find, make, makeIcon } from './dom';
import { explainAudio, explainGet, type Explanation } from './explain-report';
import type { Report } from './get-and-load';
import type { Lab } from './lab';
import { hasLoggedIn } from './log-in';
import { suggestNext, type Next, type Suggestion } from './suggest-next';

const icons: Record<Explanation['outcome'], string> = {
  readable: 'readable',
  opaque: 'opaque',
  blocked: 'blocked',
  inconclusive: 'unknown',
  untapped: 'play',
  skipped: 'skipped',
  'never asked': 'skipped',
};

const stepTitles = { get: 'the GET', audio: 'the audio' };

function stepItem(explanation: Explanation): HTMLElement {
  const { step, outcome, reason, headline, sentences, words, speaker = 'The browser', link } = explanation;
  const item = make('li', { class: 'step', 'data-step': step, 'data-outcome': outcome });
  if (reason) item.dataset.reason = reason;
  item.append(
    make('p', { class: 'badge' }, makeIcon(icons[outcome]), make('span', {}, outcome)),
    make('h4', {}, headline),
    ...sentences.map((sentence) => make('p', {}, sentence)),
  );
  if (words !== undefined)
    item.append(make('p', { class: 'words' }, `${speaker} says: `, make('q', {}, words)));
  if (link !== undefined) {
    const name = `The section of the standard that decides ${stepTitles[step]}`;
    const code = make('code', {}, reason ?? '');
    item.append(
      make('p', { class: 'source' }, code, ' ', make('a', { href: link, rel: 'noreferrer' }, name)),
    );
  }
  return item;
}

function suggestionItem({ says, choices }: Suggestion, load: (choices: Choices) => void): HTMLElement {
  const anchor = make('a', { href: formatAddress(choices) }, says);
  // A plain link works as well; without a new document the song and the log-in stay.
  anchor.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    load(choices);
  });
  return make('li', {}, anchor);
}

const linesOf = (label: string, lines: readonly HeaderLine[]): HTMLElement[] =>
  lines.length === 0
    ? []
    : [
        make('p', {}, label),
        make('pre', {}, make('code', {}, lines.map(([name, value]) => `${name}: ${value}`).join('\n'))),
      ];

/** The fix, or why there is none. */
function fixParts({ fix, unfixable }: Next): HTMLElement[] {
  if (!fix) return unfixable === null ? [] : [make('p', {}, unfixable)];
  const owners = { page: 'On the page: ', cdn: 'On the CDN: ' } as const;
  return [
    ...fix.edits.map(({ where, says }) => make('p', {}, `${owners[where]}${says}.`)),
    ...linesOf('Header lines of every answer:', fix.headers),
    ...linesOf('Header lines of the answer to the preflight besides:', fix.preflightHeaders),
  ];
}

/**
 * Fills in a report: what came of the GET and of the audio, and what to try next.
 * @param load loads with other choices
 * @returns the sentence for the status line
 */
export function fillReport(report: Report, lab: Lab, load: (choices: Choices) => void): string {
  const region = find('#result', HTMLElement);
  const isIn = hasLoggedIn(lab, report.choices);
  const [get, audio] = [explainGet(report, isIn), explainAudio(report, isIn)];
  region.dataset.outcome = report.audio === 'never asked' ? get.outcome : audio.outcome;
  region.dataset.token = report.token;
  find('#steps', HTMLElement).replaceChildren(...[get, audio].map(stepItem));
  const next = suggestNext(report, lab);
  const parts = fixParts(next);
  find('#fix', HTMLElement).hidden = parts.length === 0;
  find('#fix-parts', HTMLElement).replaceChildren(...parts);
  find('#next', HTMLElement).hidden = next.suggestions.length === 0;
  find('#suggestions', HTMLElement).replaceChildren(
    ...next.suggestions.map((suggestion) => suggestionItem(suggestion, load)),
  );
  return `${get.headline}. ${audio.headline}.`;
}
