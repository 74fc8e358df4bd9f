import type { Url } from '../../http/url';
import { allIn, Unplaceable, type Block, type Directive } from './config-tree';
import { chooseSite, type Site } from './choose-site';

export type WithBlock = Directive & { readonly block: Block };

export const hasBlock = (directive: Directive): directive is WithBlock => directive.block !== null;

export const named = (directives: readonly Directive[], name: string): Directive[] =>
  directives.filter((directive) => directive.name === name);

/** A pattern of nginx as one of JavaScript. @throws Unplaceable where it cannot be read so */
export function patternOf(pattern: string, flags = ''): RegExp {
  try {
    return new RegExp(pattern, flags);
  } catch {
    throw new Unplaceable(`the pattern ${pattern} cannot be read here`);
  }
}

/** Ports of a server. https://nginx.org/en/docs/http/ngx_http_core_module.html#listen */
function portsOf({ block }: WithBlock): number[] {
  const listens = named(block.directives, 'listen').map(({ args }) => args[0] ?? '');
  if (listens.length === 0) return [80];
  return listens.flatMap((address) => {
    if (address.startsWith('unix:')) return [];
    const port = /(?:^|:)(\d+)$/.exec(address)?.[1];
    return [port === undefined ? 80 : Number(port)];
  });
}

/** How well a name of a server fits: the higher the better; 0 where it does not. */
function fitOf(name: string, host: string): number {
  const lower = name.toLowerCase();
  if (lower === host) return 4;
  if (lower.startsWith('.') && (host === lower.slice(1) || host.endsWith(lower))) return 3;
  if (lower.startsWith('*.') && host.endsWith(lower.slice(1))) return 3;
  if (lower.endsWith('.*') && host.startsWith(lower.slice(0, -1))) return 2;
  return name.startsWith('~') && patternOf(name.slice(1)).test(host) ? 1 : 0;
}

/** Names that say nothing: of a server that takes whatever comes. */
const isNoName = (name: string): boolean => ['', '_', 'localhost', '$hostname'].includes(name);

const siteOf = (server: WithBlock): Site<WithBlock> => {
  const names = named(server.block.directives, 'server_name').flatMap(({ args }) => args);
  const isDefault = named(server.block.directives, 'listen').some(({ args }) =>
    args.includes('default_server'),
  );
  return {
    of: server,
    ports: portsOf(server),
    names: names.filter((name) => !isNoName(name)),
    fitOf,
    isDefault,
  };
};

/** The servers of a file: of nginx.conf, or of one that is included in its http block. */
function serversOf(directives: readonly Directive[]): WithBlock[] {
  const http = named(directives, 'http').flatMap(({ block }) => block?.directives ?? []);
  return named([...directives, ...http], 'server').filter(hasBlock);
}

/** The server block that answers for a URL. @throws Unplaceable where that is not certain */
export function serverFor(directives: readonly Directive[], url: Url, isWhole: boolean): WithBlock {
  const servers = serversOf(directives);
  if (servers.length > 0) return chooseSite(servers.map(siteOf), url, 'server block', isWhole);
  const isPart = [...allIn(directives)].some(({ name }) => name === 'location' || name === 'add_header');
  throw new Unplaceable(
    isPart
      ? 'it is a part of a server block, and what stands around it is not in it'
      : 'there is no server block in it',
  );
}
