import { wordingsOf } from '../judge/wordings';
import { reasonCodes, type Reason } from '../standards/reason';
import { exampleOf, toldNothing } from './message-examples';
import { reasons } from './reasons';
import { stops } from './stopped-here';

const intro = `# What the console says

A page is never told why a load failed; the console is. These are the messages of Chromium, Firefox and WebKit, by cause.
\`{url}\`, \`{origin}\`, \`{value}\` stand for what is there. Paste a line, whole, and get the cause and the fix:

\`\`\`sh
npx earshot why "Access to audio at '…' from origin '…' has been blocked by CORS policy: …"
\`\`\`

A line with double quotes in it goes to standard input: \`npx earshot why -\`, paste it, Enter, Ctrl-D.

Chromium says "Access to audio" of an element, "Access to fetch" of \`fetch()\`, and "Access to XMLHttpRequest" of XHR.
"Failed to fetch", "NetworkError", "Load failed", "MEDIA_ELEMENT_ERROR", "no supported sources" and \`net::ERR_FAILED\`
stand beside any of these, and tell nothing alone. This page is made from \`model/judge/wordings/\` by \`npm run docs:messages\`.
`;

function sectionOf(reason: Reason): string {
  const wordings = wordingsOf(reason);
  const [command] = exampleOf(reason, toldNothing).seeIt;
  if (wordings.length === 0) return '';
  const { says, isNot, link } = reasons[reason];
  const seeIt = command === undefined ? '' : `\nSee it, with the fix: \`${command}\`\n`;
  const messages = wordings.map(({ engine, says: words }) => `${engine}:\n\n\`\`\`text\n${words}\n\`\`\`\n`);
  return `\n## ${reason}\n\n${says} ${isNot} [The standard](${link}).\n\n${messages.join('\n')}${seeIt}`;
}

const stopped = `
## Stopped before a server was at fault

${stops.map(({ messages, says, isNot, fix }) => `- ${messages.map((name) => `\`${name}\``).join(', ')}: ${says} ${isNot} ${fix}\n`).join('')}`;

/** The page of `docs/` with every console message, by cause: what a search engine finds. */
export const messagesPage = (): string => intro + reasonCodes.map(sectionOf).join('') + stopped;
