import type { Writer } from './recipe';
import { linesBesides, linesOfOneServer, wantsPreflight } from './wished-lines';

const set = (name: string, value: string, condition: string): string =>
  `http-after-response set-header ${name} "${value}"${condition}`;

/** After all responses, so that the answers that HAProxy makes itself have the lines too. The request is not to be read then: hence the variable. */
export const haproxy: Writer = (wish) => {
  const { origins } = wish;
  const list = origins !== '*';
  const condition = list ? ' if allowed_origin' : '';
  const lines = [
    ...(list
      ? [
          'http-request set-var(txn.origin) req.fhdr(Origin)',
          ...origins.map((origin) => `acl allowed_origin var(txn.origin) -m str "${origin}"`),
        ]
      : []),
    ...(wantsPreflight(wish)
      ? ['http-request return status 204 if METH_OPTIONS { req.hdr(Access-Control-Request-Method) -m found }']
      : []),
    ...linesOfOneServer.map((name) => `http-after-response del-header ${name}`),
    set('Access-Control-Allow-Origin', list ? '%[var(txn.origin)]' : '*', condition),
    ...(list ? ['http-after-response add-header Vary Origin'] : []),
    ...linesBesides(wish).map(([name, value]) => set(name, value, condition)),
  ];
  return {
    says: 'It goes into the frontend, before its other http-request rules and in place of the Access-Control lines that are there.',
    file: 'haproxy.cfg',
    blocks: [{ where: 'in the frontend', text: lines.join('\n') }],
    note: 'From HAProxy 2.2 on. If the frontend serves more than songs, give each line the condition of their host or path.',
  };
};
