import type { Place, Setting } from './start-server';

/** Caddy with lines for its site, and for its `reverse_proxy`. */
export function caddySetting(
  program: string,
  { folder, songs, port, upstream }: Place,
  site: string,
  proxy = '',
): Setting {
  const serves =
    upstream === 0 ? `root * ${songs}\nfile_server` : `reverse_proxy 127.0.0.1:${upstream} {\n${proxy}\n}`;
  const text = `
{
	admin off
	auto_https off
}
http://:${port} {
bind 127.0.0.1
${site}
${serves}
}
`;
  return {
    program,
    args: ['run', '--config', `${folder}/Caddyfile`, '--adapter', 'caddyfile'],
    files: { Caddyfile: text },
    env: { XDG_DATA_HOME: `${folder}/tmp`, XDG_CONFIG_HOME: `${folder}/tmp` },
  };
}
