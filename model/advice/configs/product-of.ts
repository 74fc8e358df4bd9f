import type { ConfigProduct } from './index';

const byName: readonly (readonly [ConfigProduct, RegExp])[] = [
  ['caddy', /(?:^|[/\\])(?:Caddyfile[^/\\]*|[^/\\]*\.caddyfile)$/i],
  ['apache', /(?:^|[/\\])(?:\.htaccess|httpd[^/\\]*\.conf|apache2?[^/\\]*\.conf)$/i],
  ['nginx', /(?:^|[/\\])nginx[^/\\]*\.conf$/i],
];

/** Text without comments, which may hold anything. */
const said = (text: string): string => text.replace(/^[ \t]*#.*$/gm, '');

const byText: readonly (readonly [ConfigProduct, RegExp])[] = [
  [
    'apache',
    /^[ \t]*(?:<(?:VirtualHost|Directory|Location|IfModule|Files|Proxy)\b|(?:ServerName|DocumentRoot|LoadModule|Listen|Header|SetEnvIf|ProxyPass|RewriteEngine)[ \t]+[^;{]*$)/im,
  ],
  [
    'nginx',
    /^[ \t]*(?:(?:http|server|events)\s*\{|location\s[^{};]*\{|(?:server_name|listen|add_header|proxy_pass|root|include)[ \t]+[^{}]*;)/m,
  ],
  [
    'caddy',
    /^[ \t]*(?:reverse_proxy|file_server|handle|handle_path|respond|php_fastcgi|header|encode|root|tls|import|redir)\b[^;\n]*$/m,
  ],
];

/** The product that a file is of, by what stands in it; null if nothing tells. */
export const productOfText = (text: string): ConfigProduct | null =>
  byText.find(([, pattern]) => pattern.test(said(text)))?.[0] ?? null;

/** The product that a file is of, by its name; null if nothing tells. */
export const productOfName = (name: string): ConfigProduct | null =>
  byName.find(([, pattern]) => pattern.test(name))?.[0] ?? null;
