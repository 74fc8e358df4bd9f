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
  find('#policy', HTMLSelectElement).append(make('option', { value: '' }, ''), ...groups);
}

export interface ChoicesForm {
  read(): Choices;
  write(choices: Choices): void;
}

/** The form of the choices. `onChange` is called after each change by the person. */
export function createChoicesForm(onChange: () => void): ChoicesForm {
  fillForm();
  const form = find('#choices', HTMLFormElement);
  const direct = find('#direct', HTMLInputElement);
  const frame = find('#frame', HTMLInputElement);
  const tap = find('#tap', HTMLInputElement);
  const policy = find('#policy', HTMLSelectElement);

  const chosen = <T extends string>(group: string, values: readonly T[], otherwise: T): T =>
    values.find((value) => find(`#${group}-${value}`, HTMLInputElement).checked) ?? otherwise;
  const check = (group: string, value: string): void => {
    find(`#${group}-${value}`, HTMLInputElement).checked = true;
  };
  const read = (): Choices => ({
    cdn: chosen('cdn', cdnNames, articleChoices.cdn),
    crossorigin: chosen('crossorigin', crossorigins, articleChoices.crossorigin),
    credentials: chosen('credentials', credentialsModes, articleChoices.credentials),
    policy: isPolicyName(policy.value) ? policy.value : null,
    direct: direct.checked,
    frame: frame.checked,
    tap: tap.checked,
  });
  const showDependents = (): void => {
    const choices = read();
    const own = effectivePolicy({ ...choices, policy: null }).title;
    policy.options[0]!.textContent = `its own policy: ${own}`;
    find('#credentials-group', HTMLFieldSetElement).disabled = choices.direct;
    frame.disabled = choices.direct;
    find('#log-in', HTMLElement).hidden = effectivePolicy(choices).session === undefined;
  };

  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('change', () => {
    showDependents();
    onChange();
  });
  return {
    read,
    write(choices) {
      check('cdn', choices.cdn);
      check('crossorigin', choices.crossorigin);
      check('credentials', choices.credentials);
      policy.value = choices.policy ?? '';
      direct.checked = choices.direct;
      frame.checked = choices.frame;
      tap.checked = choices.tap;
      showDependents();
    },
  };
}
