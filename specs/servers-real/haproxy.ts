import type { Place, Setting } from './start-server';

/** HAProxy with lines for its frontend. */
export function haproxySetting(program: string, { folder, port, upstream }: Place, lines: string): Setting {
  const text = `
global
  maxconn 100
defaults
  mode http
  timeout connect 5s
  timeout client 30s
  timeout server 30s
  retries 0
frontend cdn
  bind 127.0.0.1:${port}
${lines}
  default_backend songs
backend songs
  server one 127.0.0.1:${upstream}
`;
  return { program, args: ['-db', '-f', `${folder}/haproxy.cfg`], files: { 'haproxy.cfg': text } };
}
