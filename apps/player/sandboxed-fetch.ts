type FromFrame =
  { readonly text: string; readonly status: number } | { readonly name: string; readonly message: string };

/** `<` would end the script that the values stand in. */
const literal = (value: string): string => JSON.stringify(value).replaceAll('<', '\\u003c');

const documentFor = (url: string, credentials: string): string => `<script>
fetch(${literal(url)}, { credentials: ${literal(credentials)} })
  .then(async (response) => ({ text: await response.text(), status: response.status }))
  .catch(({ name, message }) => ({ name, message }))
  .then((answer) => parent.postMessage(answer, '*'));
</script>`;

/**
 * `fetch` in a sandboxed frame. It has an opaque origin, so the request says `Origin: null`.
 * https://html.spec.whatwg.org/#sandboxed-origin-browsing-context-flag
 * @throws TypeError if the frame may not read the answer; the reason of `signal` once it is aborted
 */
export async function sandboxedFetch(
  url: string,
  { credentials, signal }: { credentials: RequestCredentials; signal: AbortSignal },
): Promise<Response> {
  const frame = document.createElement('iframe');
  frame.sandbox.add('allow-scripts');
  frame.hidden = true;
  frame.title = 'The sandboxed frame that asks';
  frame.srcdoc = documentFor(url, credentials);
  const listening = new AbortController();
  try {
    const answer = await new Promise<FromFrame>((resolve, reject) => {
      const options = { signal: listening.signal };
      const onMessage = ({ source, data }: MessageEvent<FromFrame>): void => {
        if (source === frame.contentWindow) resolve(data);
      };
      window.addEventListener('message', onMessage, options);
      signal.addEventListener('abort', () => reject(signal.reason as Error), options);
      document.body.append(frame);
    });
    if ('text' in answer) return new Response(answer.text, { status: answer.status });
    throw Object.assign(new TypeError(answer.message), { name: answer.name });
  } finally {
    listening.abort();
    frame.remove();
  }
}
