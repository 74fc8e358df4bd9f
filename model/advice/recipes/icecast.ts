import { indent } from './indent';
import type { Writer } from './recipe';
import { fixedOrigin, linesBesides } from './wished-lines';

const cannot = (why: string) => ({
  says: `Icecast ${why}: put nginx, Caddy or HAProxy before it, and tell that.`,
  file: 'icecast.xml',
  blocks: [],
});

/** Fixed lines alone. */
export const icecast: Writer = (wish) => {
  const origin = fixedOrigin(wish);
  if (origin === null) return cannot('sends one fixed origin, and these are several');
  if (wish.requestHeaders.length > 0) return cannot('does not answer the preflight that this header needs');
  const lines = [['Access-Control-Allow-Origin', origin] as const, ...linesBesides(wish)];
  return {
    says: 'It goes into icecast.xml, inside <icecast> or inside one <mount>, never in both.',
    file: 'icecast.xml',
    blocks: [
      {
        where: 'inside <icecast>',
        text: [
          '<http-headers>',
          ...indent(lines.map(([name, value]) => `<header name="${name}" value="${value}" />`)),
          '</http-headers>',
        ].join('\n'),
      },
    ],
    note: 'Icecast 2.4 hangs up on OPTIONS: a player that asks for Icy-MetaData fails there.',
  };
};
