/** Who is to be told of a request that a library makes by XMLHttpRequest: whether it came to a network error, by URL. */
const told = new Map<string, (failed: boolean) => void>();

let isWatching = false;

/** Listens to each XMLHttpRequest of the page from now on, and changes nothing of it. */
function watch(): void {
  if (isWatching) return;
  isWatching = true;
  const { prototype } = XMLHttpRequest;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called on what it was called on
  prototype.open = new Proxy(prototype.open, {
    apply(open, xhr: XMLHttpRequest, asked: Parameters<XMLHttpRequest['open']>) {
      const tell = told.get(String(asked[1]));
      if (tell) {
        xhr.addEventListener('error', () => tell(true));
        xhr.addEventListener('load', () => tell(false));
      }
      Reflect.apply(open, xhr, asked);
    },
  });
}

/** Resolves when the request for `url` ends: with whether it came to a network error. Some libraries say nothing of that. */
export function watchRequest(url: string): Promise<boolean> {
  watch();
  return new Promise((resolve) => told.set(url, resolve));
}
