const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Runs one piece of work at a time; what comes meanwhile is dropped. The button keeps the focus, which `disabled` would
 * take from it.
 * @param say is told why work failed
 */
export function oneAtATime(
  button: HTMLButtonElement,
  say: (text: string) => void,
): (work: () => Promise<void>) => void {
  let busy = false;
  const run = async (work: () => Promise<void>): Promise<void> => {
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
  };
  return (work) => void run(work);
}
