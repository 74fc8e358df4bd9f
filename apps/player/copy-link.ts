import { find } from './dom';

async function writeToClipboard(text: string): Promise<boolean> {
  // A page over plain http has none, unless its name is under .localhost.
  if (!('clipboard' in navigator)) return false;
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}

/** The button that copies the link to the choices; where the page may not copy, the link stands there to be copied. */
export function createCopyLink(linkNow: () => string, say: (text: string) => void): void {
  const field = find('#link', HTMLInputElement);
  const row = find('#link-row', HTMLElement);
  const copy = async (): Promise<void> => {
    field.value = linkNow();
    row.hidden = await writeToClipboard(field.value);
    if (!row.hidden) field.select();
    say(
      row.hidden
        ? 'The link is copied.'
        : 'This page may not copy. The link is selected: press Ctrl+C or ⌘C.',
    );
  };
  find('#copy-link', HTMLButtonElement).addEventListener('click', () => void copy());
}
