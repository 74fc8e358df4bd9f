import type { Stop } from '../../model/lab/tour/stops';
import { formatAddress, parseAddress } from './address';
import { createChoicesForm } from './choices-form';
import { effectivePolicy, type Choices } from './choices';
import { writeCode } from './code-preview';
import { createCopyLink } from './copy-link';
import { createDeck } from './deck';
import { find } from './dom';
import { baseOf, getAndLoad } from './get-and-load';
import { findLab, type Lab } from './lab';
import { readWire, tokenIn } from './ledgers';
import { logIn } from './log-in';
import { oneAtATime } from './one-at-a-time';
import { showOrigins } from './origin-table';
import { fillReport } from './report-view';
import { createShownVerdict } from './shown-verdict';
import { wakeClock } from '../shared/hearing';
import { tapAudibly } from './tap-audibly';
import { addressOf, choicesOf, isForeign, isLocal, isShownHere } from './tour';
import { showTour } from './tour-panel';
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
  const { choices: asked, stop, complaint } = parseAddress(location.search);
  const showChoices = (choices: Choices): void => {
    showOrigins(location.origin, lab.origin(choices.cdn));
    find('#code', HTMLElement).textContent = writeCode(baseOf(lab, choices), choices);
    verdict.compareWith(formatAddress(choices));
  };
  const keepAddress = (choices: Choices): void =>
    history.replaceState(null, '', formatAddress(choices, stop));
  const form = createChoicesForm({
    onInput: () => showChoices(form.read()),
    onChange: () => keepAddress(form.read()),
  });
  const choose = (choices: Choices): void => {
    form.write(choices);
    showChoices(choices);
    keepAddress(choices);
  };

  const loadNow = async (): Promise<void> => {
    if (!form.check()) return;
    verdict.hide();
    find('#loaded-deck', HTMLElement).hidden = true;
    loadedDeck.pause();
    const choices = form.read();
    // A text is done with once it is loaded with, whether or not the browser says that it has changed.
    keepAddress(choices);
    const report = await getAndLoad(lab, choices, { say, show: loadedDeck.attach });
    fillWire(report.wire, report.token, lab);
    verdict.show(formatAddress(choices), fillReport(report, lab, loadWith));
    verdict.compareWith(formatAddress(form.read()));
  };
  const logInNow = async (): Promise<void> => {
    const current = form.read();
    say(`Logging in at ${current.cdn}…`);
    await logIn(lab, current);
    say(
      `${current.cdn} was asked to log you in. Whether the browser keeps and sends its cookie shows at the next load.`,
    );
  };
  // Whatever loads begins with a click: the clock may run from then on.
  const onClick = (task: () => Promise<void>) => (): void => {
    wakeClock();
    work(task);
  };
  const loadWith = (choices: Choices): void => {
    choose(choices);
    button.focus({ preventScroll: true });
    onClick(loadNow)();
  };
  const showStop = (shown: Stop): void => {
    if (isLocal(shown)) {
      localDeck.play();
      say('The page’s own song plays: what Web Audio hears of it stands under “A local song”.');
      return;
    }
    const choices = choicesOf(shown);
    choose(choices);
    onClick(async () => {
      // Nobody logs in at somebody else's page: the cookie of the stop before is what it is after.
      if (effectivePolicy(choices).session && !isForeign(shown)) await logInNow();
      await loadNow();
    })();
  };

  if (stop !== null && !isShownHere(stop, lab)) {
    location.replace(addressOf(stop, lab));
    return;
  }
  form.write(asked);
  showChoices(asked);
  find('#complaint', HTMLElement).textContent = complaint;
  showTour(stop, lab, showStop);
  button.addEventListener('click', onClick(loadNow));
  find('#log-in', HTMLButtonElement).addEventListener('click', onClick(logInNow));

  const linkNow = (): string => new URL(formatAddress(form.read(), stop), location.href).href;
  createCopyLink(linkNow, say);

  const seen = tokenIn(location.search);
  if (seen !== null)
    work(async () => {
      fillWire(await readWire(lab, seen), seen, lab);
      verdict.showWireAlone();
    });
}

findLab()
  .then(assemble)
  .catch((error: unknown) => {
    button.disabled = true;
    say(error instanceof Error ? error.message : String(error));
  });
