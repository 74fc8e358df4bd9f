import { indent } from './indent';
import { corsOptions } from './javascript';
import type { Writer } from './recipe';
import { linesOfOneServer } from './wished-lines';

/** With the package `cors`. */
export const express: Writer = (wish) => ({
  says: 'It goes before express.static, every login and every route: what comes before it has no header.',
  file: 'app.js',
  blocks: [
    {
      where: 'right after const app = express()',
      text: [
        "const cors = require('cors');",
        'app.use(',
        '  cors({',
        ...indent(corsOptions(wish)),
        '  }),',
        ');',
      ].join('\n'),
    },
    ...(wish.proxied
      ? [
          {
            where: 'in the options of createProxyMiddleware (http-proxy-middleware)',
            text: [
              'on: {',
              '  proxyRes: (answer) => {',
              ...linesOfOneServer.map((name) => `    delete answer.headers['${name.toLowerCase()}'];`),
              '  },',
              '},',
            ].join('\n'),
          },
        ]
      : []),
  ],
  note: "Needs the package: npm install cors; in a module, import cors from 'cors'.",
});
