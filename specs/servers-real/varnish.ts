import type { Place, Setting } from './start-server';

/** Varnish with subs of its own before those that are built in. */
export function varnishSetting(program: string, { folder, port, upstream }: Place, subs: string): Setting {
  const text = `vcl 4.1;
import std;
${subs}
backend default { .host = "127.0.0.1"; .port = "${upstream}"; }
`;
  const args = [
    ...['-F', '-j', 'none', '-a', `127.0.0.1:${port}`, '-f', `${folder}/default.vcl`],
    ...['-n', `${folder}/varnish`, '-s', 'malloc,16m', '-T', 'none', '-p', 'thread_pool_min=10'],
  ];
  return { program, args, files: { 'default.vcl': text } };
}
