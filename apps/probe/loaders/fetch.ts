import type { HeaderLine } from '../../../model/policies/policy';
import type { LoaderSpec } from '../../../model/loaders';
import { loadBound, within } from '../bounds';
import { refused, wordsOf, type Findings } from '../findings';
import { findToneInFile } from '../hearing';

type Seen = NonNullable<Findings['response']>;

/** What becomes of bytes in script's hands: is the tone in them? */
export async function examine(response: Seen, bytes: ArrayBuffer): Promise<Findings> {
  const seen = { accepted: true, metadata: true, advances: bytes.byteLength > 0, response };
  if (response.status < 200 || response.status > 299) return { ...seen, tone: null };
  try {
    return { ...seen, tone: await findToneInFile(bytes) };
  } catch (error) {
    return { ...seen, tone: null, error: wordsOf(error) };
  }
}

/** Loads `url` by `fetch()` as the loader says. */
export async function loadFetch(
  url: string,
  loader: Extract<LoaderSpec, { kind: 'fetch' }>,
): Promise<Findings> {
  const { mode, credentials, headers = {} } = loader;
  const abort = new AbortController();
  let response: Response;
  try {
    const request = fetch(url, { mode, credentials, headers, cache: 'default', signal: abort.signal });
    response = await within(request, loadBound, 'fetch() to settle');
    const { type, status, redirected } = response;
    const visible: HeaderLine[] = [...response.headers];
    const seen: Seen = { type, status, redirected, headers: visible, bytes: null };
    if (type === 'opaque')
      return { accepted: true, metadata: false, advances: false, tone: null, response: seen };
    const bytes = await within(response.arrayBuffer(), loadBound, 'the body to end');
    return await examine({ ...seen, bytes: bytes.byteLength }, bytes);
  } catch (error) {
    abort.abort();
    if (error instanceof TypeError) return refused(error);
    throw error;
  }
}
