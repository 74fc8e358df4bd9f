import { createHash } from 'node:crypto';
import { workletProcessor } from '../../model/lab/topology/worklet';
import { serverSpec, type ServerName } from '../../model/lab/topology/topology';
import type { AudioFile } from './library';

const sourceOf = (hertz: number): string => `// A tone of ${hertz} Hz, for as long as the node is there.
registerProcessor(
  '${workletProcessor}',
  class extends AudioWorkletProcessor {
    process(inputs, [[samples]]) {
      for (let i = 0; i < samples.length; i++)
        samples[i] = 0.5 * Math.sin((2 * Math.PI * ${hertz} * (currentFrame + i)) / sampleRate);
      return true;
    }
  },
);
`;

/** A server's module of an AudioWorklet (https://webaudio.github.io/web-audio-api/#AudioWorklet). */
export function workletModule(server: ServerName): AudioFile {
  const bytes = Buffer.from(sourceOf(serverSpec(server).tone));
  const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  return {
    bytes,
    type: 'text/javascript',
    etag: `"${digest}"`,
    lastModified: new Date(0).toUTCString(),
  };
}
