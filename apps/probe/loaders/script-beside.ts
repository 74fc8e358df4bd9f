import { loadBound, TimedOut, withTimeout } from '../../shared/bounds';

/** Where libraries are, as scripts of their own: beside the probe's. A module would not load in a page of opaque origin. */
const { currentScript } = document;
const beside =
  currentScript instanceof HTMLScriptElement ? currentScript.src : new URL('/lab/', location.href);

/** What a page with a policy of its own lets the probe in by. */
const nonce = currentScript instanceof HTMLScriptElement ? currentScript.nonce : '';

const loading = new Map<string, Promise<void>>();

/**
 * The global that a library's script makes, fetched by the first load that needs it.
 * @throws TimedOut where it does not come: without it nothing was measured
 */
export async function scriptBeside<Global>(file: string, name: string): Promise<Global> {
  const fetched =
    loading.get(file) ??
    new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.nonce = nonce;
      script.src = new URL(file, beside).href;
      script.onload = () => resolve();
      script.onerror = () => reject(new TimedOut(`the script ${file}`));
      document.head.append(script);
    });
  loading.set(file, fetched);
  await withTimeout(fetched, loadBound, `the script ${file}`);
  return (window as unknown as Readonly<Record<string, Global>>)[name]!;
}
