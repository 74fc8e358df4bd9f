import { EventEmitter, once } from 'node:events';

/** Something that must have URLs to itself. */
interface Wanting {
  readonly targets: readonly string[];
}

/** Gives out URLs, each to one at a time. */
export class UrlLocks {
  readonly #taken = new Set<string>();
  readonly #events = new EventEmitter().setMaxListeners(0);

  /** Takes the URLs of as many as can have theirs now, of one at least, and returns these. */
  async take<T extends Wanting>(wanting: readonly T[]): Promise<T[]> {
    for (;;) {
      const served = wanting.filter(({ targets }) => {
        if (targets.some((url) => this.#taken.has(url))) return false;
        targets.forEach((url) => this.#taken.add(url));
        return true;
      });
      if (served.length > 0) return served;
      await once(this.#events, 'free');
    }
  }

  free({ targets }: Wanting): void {
    targets.forEach((url) => this.#taken.delete(url));
    this.#events.emit('free');
  }
}
