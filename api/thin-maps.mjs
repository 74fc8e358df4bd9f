// Source maps of minified code are larger than the code. A stack trace needs lines alone, and its own names.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode, encode } from '@jridgewell/sourcemap-codec';

/** Of the segments of a generated line, those where another line of a source begins. */
const linesAlone = (segments) =>
  segments.filter(
    ([, source, line], i) => i === 0 || source !== segments[i - 1][1] || line !== segments[i - 1][2],
  );

export function thinMaps(folder) {
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.js.map'))) {
    const path = join(folder, name);
    const map = JSON.parse(readFileSync(path, 'utf8'));
    const mappings = encode(
      decode(map.mappings).map((segments) => linesAlone(segments).map((segment) => segment.slice(0, 4))),
    );
    writeFileSync(path, JSON.stringify({ ...map, names: [], mappings }));
  }
}
