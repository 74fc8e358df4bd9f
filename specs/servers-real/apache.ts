import type { Place, Setting } from './start-server';

const modules = [
  ...['mpm_event', 'authz_core', 'authz_user', 'authn_core', 'authn_file', 'auth_basic', 'mime', 'dir'],
  ...['setenvif', 'rewrite', 'headers', 'env', 'proxy', 'proxy_http'],
];

/** Apache with lines for its VirtualHost. */
export function apacheSetting(
  program: string,
  { folder, songs, port, upstream }: Place,
  lines: string,
): Setting {
  const text = `
${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
ServerRoot ${folder}
DefaultRuntimeDir ${folder}/tmp
PidFile ${folder}/httpd.pid
Mutex file:${folder}/tmp
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
ErrorLog ${folder}/log/error.log
StartServers 1
ServerLimit 1
ThreadsPerChild 8
ThreadLimit 8
MaxRequestWorkers 8
MinSpareThreads 1
MaxSpareThreads 8
TypesConfig /dev/null
AddType audio/mpeg .mp3
<Directory "${songs}">
Require all granted
</Directory>
<VirtualHost *:${port}>
DocumentRoot ${songs}
${upstream === 0 ? '' : `ProxyPass / http://127.0.0.1:${upstream}/`}
${lines}
</VirtualHost>
`;
  return { program, args: ['-f', `${folder}/httpd.conf`, '-DFOREGROUND'], files: { 'httpd.conf': text } };
}
