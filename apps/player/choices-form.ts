import { loaderTitle } from '../../model/lab/loaders/loaders';
import { isPolicyName, policiesByTopic } from '../../model/lab/policies';
import { servers } from '../../model/lab/topology/topology';
import {
  articleChoices,
  audioLoaders,
  cdnNames,
  credentialsModes,
  crossorigins,
  effectivePolicy,
  type Choices,
} from './choices';
import { find, make } from './dom';
import { libraryLoaders, libraryOf } from './libraries';
import { findFault } from './own-headers';

/** The last choice of policy; no policy has this name. */
const ownHeaders = '~';

const credentialsSay: Record<Choices['credentials'], string> = {
  omit: 'no cookies, ever',
  'same-origin': 'the default: none to a foreign CDN',
  include: 'cookies, if the CDN allows it by name',
};

/** A radio button as a card: its name, and a line that says what it does. */
function radioCard(group: string, value: string, says: string): HTMLElement {
  const id = `${group}-${value}`;
  return make(
    'div',
    { class: 'card' },
    make('input', { type: 'radio', name: group, value, id, 'aria-describedby': `${id}-says` }),
    make('label', { for: id }, value),
    make('p', { id: `${id}-says` }, says),
  );
}

function fillForm(): void {
  find('#cdn-cards', HTMLElement).append(
    ...cdnNames.map((name) => radioCard('cdn', name, servers[name].title)),
  );
  find('#crossorigin-cards', HTMLElement).append(
    ...crossorigins.map((name) => radioCard('crossorigin', name, loaderTitle(audioLoaders[name]))),
  );
  find('#credentials-cards', HTMLElement).append(
    ...credentialsModes.map((name) => radioCard('credentials', name, credentialsSay[name])),
  );
  const groups = Object.entries(policiesByTopic).map(([label, policies]) => {
    const options = Object.entries(policies).map(([value, { title }]) =>
      make('option', { value }, `${value}: ${title}`),
    );
    return make('optgroup', { label }, ...options);
  });
  const own = make('option', { value: ownHeaders }, 'headers of your own');
  find('#policy', HTMLSelectElement).append(make('option', { value: '' }, ''), ...groups, own);
}

function fillLibraries(select: HTMLSelectElement): void {
  const names = [...new Set(libraryLoaders.map((loader) => libraryOf(loader).name))];
  const groups = names.map((label) => {
    const options = libraryLoaders
      .filter((loader) => libraryOf(loader).name === label)
      .map((value) => make('option', { value }, `${value}: ${libraryOf(value).option ?? 'as it comes'}`));
    return make('optgroup', { label }, ...options);
  });
  select.append(make('option', { value: '' }, 'the page’s own <audio>'), ...groups);
}

export interface ChoicesForm {
  read(): Choices;
  write(choices: Choices): void;
  /** Whether all may be asked of a CDN; if not, the person is led to the fault. */
  check(): boolean;
}

interface Listeners {
  /** After each change by the person, each letter of a text among them. */
  readonly onInput: () => void;
  /** After a change is done: browsers let an address change only so often. */
  readonly onChange: () => void;
}

/** The form of the choices. */
export function createChoicesForm({ onInput, onChange }: Listeners): ChoicesForm {
  fillForm();
  const form = find('#choices', HTMLFormElement);
  const direct = find('#direct', HTMLInputElement);
  const frame = find('#frame', HTMLInputElement);
  const tap = find('#tap', HTMLInputElement);
  const player = find('#player', HTMLSelectElement);
  fillLibraries(player);
  const policy = find('#policy', HTMLSelectElement);
  const headers = find('#headers', HTMLTextAreaElement);
  const fault = find('#headers-fault', HTMLElement);

  const chosen = <T extends string>(group: string, values: readonly T[], otherwise: T): T =>
    values.find((value) => find(`#${group}-${value}`, HTMLInputElement).checked) ?? otherwise;
  const check = (group: string, value: string): void => {
    find(`#${group}-${value}`, HTMLInputElement).checked = true;
  };
  const read = (): Choices => ({
    cdn: chosen('cdn', cdnNames, articleChoices.cdn),
    player: libraryLoaders.find((name) => name === player.value) ?? null,
    crossorigin: chosen('crossorigin', crossorigins, articleChoices.crossorigin),
    credentials: chosen('credentials', credentialsModes, articleChoices.credentials),
    policy: isPolicyName(policy.value) ? policy.value : null,
    headers: policy.value === ownHeaders ? headers.value : null,
    direct: direct.checked,
    frame: frame.checked,
    tap: tap.checked,
  });
  const showDependents = (): void => {
    const choices = read();
    const own = effectivePolicy({ ...choices, policy: null, headers: null }).title;
    policy.options[0]!.textContent = `its own policy: ${own}`;
    find('#credentials-group', HTMLFieldSetElement).disabled = choices.direct;
    frame.disabled = choices.direct;
    // A library has options of its own, and what it gives is always looked at.
    find('#crossorigin-group', HTMLFieldSetElement).disabled = choices.player !== null;
    tap.disabled = choices.player !== null;
    find('#player-says', HTMLElement).textContent =
      choices.player === null ? '' : libraryOf(choices.player).tells;
    find('#headers-field', HTMLElement).hidden = choices.headers === null;
    find('#log-in', HTMLElement).hidden = effectivePolicy(choices).session === undefined;
  };

  const showFault = (): void => {
    const { headers: text } = read();
    fault.textContent = text === null ? null : findFault(text);
    headers.setAttribute('aria-invalid', String(fault.textContent !== ''));
  };

  form.addEventListener('submit', (event) => event.preventDefault());
  // Not `change`: of a text it comes with the press of a button, which would move away under the pointer.
  form.addEventListener('input', () => {
    showDependents();
    // A line that is being typed is not whole yet; a fault that was told goes once it is mended.
    if (fault.textContent !== '') showFault();
    onInput();
  });
  form.addEventListener('change', onChange);
  return {
    read,
    write(choices) {
      check('cdn', choices.cdn);
      player.value = choices.player ?? '';
      check('crossorigin', choices.crossorigin);
      check('credentials', choices.credentials);
      policy.value = choices.headers === null ? (choices.policy ?? '') : ownHeaders;
      headers.value = choices.headers ?? headers.value;
      direct.checked = choices.direct;
      frame.checked = choices.frame;
      tap.checked = choices.tap;
      showDependents();
      showFault();
    },
    check() {
      showFault();
      const isSound = fault.textContent === '';
      if (!isSound) headers.focus();
      return isSound;
    },
  };
}
