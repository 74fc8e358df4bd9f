import type { PageEvidence } from '../../../model/evidence/page-evidence';
import type { Cell } from '../../../model/lab/plan/cell';
import { loadBound, poll } from '../../shared/bounds';
import type { Findings } from '../../shared/findings';

/** What the probe in a frame is asked to do. */
interface Asked {
  readonly cell: Cell;
  readonly patience: number;
}

type Answer = { readonly ready: true } | { readonly evidence: PageEvidence };

/** Lets a probe in the frame `source` do a load, and waits for what it saw. */
export async function loadInFrame(source: string, asked: Asked): Promise<Findings> {
  const frame = document.createElement('iframe');
  frame.allow = 'autoplay';
  let evidence: PageEvidence | undefined;
  const onMessage = ({ source: sender, data }: MessageEvent<Answer>): void => {
    if (sender !== frame.contentWindow) return;
    if ('ready' in data) frame.contentWindow?.postMessage(asked, '*');
    else evidence = data.evidence;
  };
  window.addEventListener('message', onMessage);
  try {
    frame.src = source;
    document.body.append(frame);
    return await poll(() => evidence, 2 * loadBound, 'the load in a frame to end');
  } finally {
    window.removeEventListener('message', onMessage);
    frame.remove();
  }
}

/** Offers a probe that is in a frame to the page around it. */
export function serveParent(load: (cell: Cell, patience: number) => Promise<PageEvidence>): void {
  if (window.parent === window) return;
  window.addEventListener('message', ({ source, data }: MessageEvent<Asked>) => {
    if (source !== window.parent) return;
    void load(data.cell, data.patience).then((evidence) => window.parent.postMessage({ evidence }, '*'));
  });
  window.parent.postMessage({ ready: true }, '*');
}
