import { withTimeout } from '../shared/bounds';
import { createChoicesForm } from './choices-form';
import { formatChoices, parseChoices, type Choices } from './choices';
import { writeCode } from './code-preview';
import { createDeck } from './deck';
import { find } from './dom';
import { baseOf, getAndLoad } from './get-and-load';
import { findLab, type Lab } from './lab';
import { showOrigins } from './origin-table';
import { showReport } from './report-view';
import { wakeClock } from '../shared/hearing';
import { tapAudibly } from './tap-audibly';
import { showWire } from './wire-list';

const status = find('#status', HTMLElement);
const say = (text: string): void => {
  status.textContent = text;
};
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

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
let busy = false;

/** One thing at a time. The button keeps the focus meanwhile, which `disabled` would take from it. */
async function whileBusy(work: () => Promise<void>): Promise<void> {
  if (busy) return;
  busy = true;
  button.setAttribute('aria-disabled', 'true');
  try {
    await work();
  } catch (error) {
    say(messageOf(error));
  } finally {
    busy = false;
    button.removeAttribute('aria-disabled');
  }
}

function assemble(lab: Lab): void {
  const showChoices = (choices: Choices): void => {
    history.replaceState(null, '', formatChoices(choices));
    showOrigins(location.origin, lab.origin(choices.cdn));
    find('#code', HTMLElement).textContent = writeCode(baseOf(lab, choices), choices);
  };
  const form = createChoicesForm(() => showChoices(form.read()));
  const choose = (choices: Choices): void => {
    form.write(choices);
    showChoices(choices);
    button.focus();
  };

  const { choices, complaints } = parseChoices(location.search);
  form.write(choices);
  showOrigins(location.origin, lab.origin(choices.cdn));
  find('#code', HTMLElement).textContent = writeCode(baseOf(lab, choices), choices);
  if (complaints.length > 0) say(complaints.join(' '));

  button.addEventListener('click', () => {
    wakeClock();
    void whileBusy(async () => {
      find('#result', HTMLElement).hidden = true;
      find('#wire', HTMLElement).hidden = true;
      find('#loaded-deck', HTMLElement).hidden = true;
      loadedDeck.pause();
      const report = await getAndLoad(lab, form.read(), { say, show: loadedDeck.attach });
      showWire(report.wire, lab.home);
      say(showReport(report, lab, choose));
    });
  });

  find('#log-in', HTMLButtonElement).addEventListener('click', () => {
    void whileBusy(async () => {
      const current = form.read();
      const url = `${baseOf(lab, current)}/login`;
      say(`Logging in at ${current.cdn}…`);
      // The page may not read the answer; all it wants is the cookie.
      const request = fetch(url, { mode: 'no-cors', credentials: 'include' });
      await withTimeout(request, 10_000, `the log-in at ${current.cdn}`);
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
    say(messageOf(error));
  });
