import { join } from 'node:path';
import type { Place, Setting } from './start-server';

/** Express with lines before and after `express.static`. */
export function expressSetting({ folder, songs, port }: Place, before: string, after = ''): Setting {
  const text = `
const express = require('express');
const app = express();
${before}
app.use(express.static('${songs}'));
${after}
app.listen(${port}, '127.0.0.1');
`;
  return {
    program: process.execPath,
    args: [join(folder, 'app.cjs')],
    files: { 'app.cjs': text },
    env: { NODE_PATH: join(__dirname, '..', '..', 'node_modules'), NODE_ENV: 'production' },
    // The packages may be where nobody else may read.
    asOurselves: true,
  };
}
