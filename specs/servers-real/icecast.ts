import type { Place, Setting } from './start-server';

/** In bytes: whoever falls behind by more is thrown out, and a busy machine may be late by seconds. */
const queueSize = 2 ** 24;

/** Icecast with lines of its own, which has a mount `/live` as soon as somebody feeds it, and files. */
export function icecastSetting(program: string, { folder, songs, port }: Place, lines: string): Setting {
  const text = `<icecast>
<hostname>127.0.0.1</hostname>
<limits><clients>50</clients><sources>2</sources><queue-size>${queueSize}</queue-size><header-timeout>15</header-timeout></limits>
<authentication><source-password>lab</source-password><admin-user>lab</admin-user><admin-password>lab</admin-password></authentication>
<listen-socket><port>${port}</port><bind-address>127.0.0.1</bind-address></listen-socket>
<fileserve>1</fileserve>
<paths><basedir>${folder}</basedir><logdir>${folder}/log</logdir><webroot>${songs}</webroot><adminroot>${songs}</adminroot></paths>
<logging><accesslog>access.log</accesslog><errorlog>error.log</errorlog><loglevel>2</loglevel></logging>
${lines}
</icecast>
`;
  return { program, args: ['-c', `${folder}/icecast.xml`], files: { 'icecast.xml': text } };
}
