/** What became of requests that libraries make by XMLHttpRequest: whether they came to a network error, by URL. */
const told = new Map<string, (failed: boolean) => void>();

let isWatching = false;

/** Listens to each XMLHttpRequest of the page from now on, and changes nothing of it. */
function watch(): void {
  if (isWatching) return;
  isWatching = true;
  const { open } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (this: XMLHttpRequest, ...args: unknown[]) {
    const tell = told.get(String(args[1]));
    if (tell) {
      this.addEventListener('error', () => tell(true));
      this.addEventListener('load', () => tell(false));
    }
    return Reflect.apply(open, this, args) as void;
  };
}

/** Resolves when the request for `url` ends: with whether it came to a network error. Some libraries say nothing of that. */
export function watchRequest(url: string): Promise<boolean> {
  watch();
  return new Promise((resolve) => told.set(url, resolve));
}
