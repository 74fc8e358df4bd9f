import { get, usual } from './asked-requests';
import type { Loader, Task } from './probe-task';

/**
 * A module that gives sound by itself: it is asked for as a script is, always with CORS.
 * https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-worklet/module-worker-script-graph
 */
const worklet = (title: string, { credentials }: Task<'worklet'>): Loader => ({
  ...usual,
  title,
  probe: { kind: 'worklet', credentials },
  asks: [{ file: 'worklet', request: { ...get, destination: 'audioworklet', credentials } }],
  plays: 'bytes',
});

export const workletLoaders = {
  'audio-worklet': worklet('audioWorklet.addModule(url)', { credentials: 'same-origin' }),
  'audio-worklet-credentials': worklet("audioWorklet.addModule(url, { credentials: 'include' })", {
    credentials: 'include',
  }),
} satisfies Record<string, Loader>;
