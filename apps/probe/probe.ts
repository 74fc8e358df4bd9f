import type { Probe } from '../../model/probe';
import { createBatch } from './batch';

declare global {
  interface Window {
    earshot: Probe;
  }
}

window.earshot = createBatch();
