import { withTimeout } from '../shared/bounds';

const controlBound = 10_000;

/** Registers a service worker for this very page, and waits until it controls it. */
export async function beControlled(script: string): Promise<void> {
  const { serviceWorker } = navigator;
  const controlled = new Promise<void>((resolve) => {
    serviceWorker.addEventListener('controllerchange', () => resolve());
    if (serviceWorker.controller) resolve();
  });
  await serviceWorker.register(script, { scope: location.pathname + location.search });
  await withTimeout(controlled, controlBound, 'the service worker to control the page');
}
