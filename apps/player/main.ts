import { createChoicesForm } from './choices-form';
import { formatChoices, parseChoices, type Choices } from './choices';
import { writeCode } from './code-preview';
import { createDeck } from './deck';
import { find } from './dom';
import { baseOf, getAndLoad } from './get-and-load';
import { findLab, type Lab } from './lab';
import { logIn } from './log-in';
import { oneAtATime } from './one-at-a-time';
import { showOrigins } from './origin-table';
import { fillReport } from './report-view';
import { createShownVerdict } from './shown-verdict';
import { wakeClock } from '../shared/hearing';
import { tapAudibly } from './tap-audibly';
import { fillWire } from './wire-list';

const status = find('#status', HTMLElement);
const say = (text: string): void => {
  status.textContent = text;
};

const local = find('#local', HTMLAudioElement);
const localDeck = createDeck(find('#local-deck', HTMLElement), {
  name: 'the local song',
  prepare: () => tapAudibly(local).catch(() => null),
  onPlay: () => loadedDeck.pause(),
});
const loadedDeck = createDeck(find('#loaded-deck', HTMLElement), {
  name: 'the loaded song',
  onPlay: () => localDeck.pause(),
});
localDeck.attach(local, null, 'songs/local.mp3');

const button = find('#get-and-load', HTMLButtonElement);
const work = oneAtATime(button, say);
const verdict = createShownVerdict(say);

function assemble(lab: Lab): void {
  const showChoices = (choices: Choices): void => {
    showOrigins(location.origin, lab.origin(choices.cdn));
    find('#code', HTMLElement).textContent = writeCode(baseOf(lab, choices), choices);
  };
  const keepChoices = (choices: Choices): void => {
    history.replaceState(null, '', formatChoices(choices));
    showChoices(choices);
    verdict.compareWith(formatChoices(choices));
  };
  const form = createChoicesForm(() => keepChoices(form.read()));

  const load = (): void => {
    wakeClock();
    work(async () => {
      verdict.hide();
      find('#loaded-deck', HTMLElement).hidden = true;
      loadedDeck.pause();
      const choices = form.read();
      const report = await getAndLoad(lab, choices, { say, show: loadedDeck.attach });
      fillWire(report.wire, lab.home);
      verdict.show(formatChoices(choices), fillReport(report, lab, loadWith));
      verdict.compareWith(formatChoices(form.read()));
    });
  };
  const loadWith = (choices: Choices): void => {
    form.write(choices);
    keepChoices(choices);
    button.focus({ preventScroll: true });
    load();
  };

  const { choices, complaints } = parseChoices(location.search);
  form.write(choices);
  showChoices(choices);
  if (complaints.length > 0) say(complaints.join(' '));

  button.addEventListener('click', load);
  find('#log-in', HTMLButtonElement).addEventListener('click', () => {
    work(async () => {
      const current = form.read();
      say(`Logging in at ${current.cdn}…`);
      await logIn(lab, current);
      say(
        `${current.cdn} was asked to log you in. Whether the browser keeps and sends its cookie shows at the next load.`,
      );
    });
  });
}

findLab()
  .then(assemble)
  .catch((error: unknown) => {
    button.disabled = true;
    say(error instanceof Error ? error.message : String(error));
  });
