import type { Probe } from '../../model/evidence/probe';
import { createBatch } from './batch';
import { loadCell } from './load-cell';
import { serveParent } from './loaders/frame';
import { beControlled } from './service-worker';

declare global {
  interface Window {
    earshot: Probe;
  }
}

async function start(worker: string | undefined): Promise<void> {
  if (worker !== undefined) await beControlled(worker);
  window.earshot = createBatch();
  serveParent(loadCell);
}

void start(document.currentScript?.dataset.worker);
