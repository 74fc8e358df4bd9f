import type { Setting, Place } from './start-server';

/** nginx with lines for http, for the location of the songs, and for the server. */
export function nginxSetting(
  program: string,
  { folder, songs, port, upstream }: Place,
  { http = '', location = '', server = '' }: { http?: string; location?: string; server?: string },
): Setting {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/tmp/${name};`,
  );
  const text = `
daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log stderr;
events {}
http {
access_log off;
types { audio/mpeg mp3; text/html html; }
${temporary.join('\n')}
${http}
server {
listen 127.0.0.1:${port};
root ${songs};
location / {
${upstream === 0 ? '' : `proxy_pass http://127.0.0.1:${upstream};`}
${location}
}
${server}
}
}
`;
  return {
    program,
    args: ['-p', folder, '-e', 'stderr', '-c', `${folder}/nginx.conf`],
    files: { 'nginx.conf': text },
  };
}
