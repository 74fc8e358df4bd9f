import { indent } from './indent';
import type { Writer } from './recipe';
import { linesBesides, linesOfOneServer, wantsPreflight } from './wished-lines';

const sub = (name: string, lines: readonly string[]): string[] => [`sub ${name} {`, ...indent(lines), '}'];
const block = (head: string, lines: readonly string[]): string[] => [`${head} {`, ...indent(lines), '}'];
const set = (name: string, value: string): string => `set resp.http.${name} = ${value};`;

/** The lines are decided as an answer leaves, so that what is kept has those of nobody. */
export const varnish: Writer = (wish) => {
  const { origins } = wish;
  const besides = linesBesides(wish).map(([name, value]) => set(name, `"${value}"`));
  const allowed =
    origins === '*'
      ? [set('Access-Control-Allow-Origin', '"*"'), ...besides]
      : [
          ...block(`if (${origins.map((origin) => `req.http.Origin == "${origin}"`).join(' || ')})`, [
            set('Access-Control-Allow-Origin', 'req.http.Origin'),
            ...besides,
          ]),
          ...block('if (!resp.http.Vary)', [set('Vary', '"Origin"')]),
          ...block('elsif (resp.http.Vary !~ "(?i)(^|[ ,])origin([ ,]|$)")', [
            set('Vary', 'resp.http.Vary + ", Origin"'),
          ]),
        ];
  const preflight = wantsPreflight(wish);
  const lines = [
    ...(preflight
      ? sub(
          'vcl_recv',
          block('if (req.method == "OPTIONS" && req.http.Access-Control-Request-Method)', [
            'return (synth(204));',
          ]),
        )
      : []),
    ...sub('allow_origin', [...linesOfOneServer.map((name) => `unset resp.http.${name};`), ...allowed]),
    ...sub('vcl_deliver', ['call allow_origin;']),
    ...sub('vcl_synth', [
      'call allow_origin;',
      // Without the page that is made of other statuses.
      ...(preflight ? block('if (resp.status == 204)', ['return (deliver);']) : []),
    ]),
  ];
  return {
    says: 'It goes before the other subs: Varnish runs those of one name one after another.',
    file: 'default.vcl',
    blocks: [{ where: 'after "vcl 4.1;" and the imports', text: lines.join('\n') }],
    note: 'If it serves more than songs, put what is in the subs under a condition on req.http.Host or req.url.',
  };
};
