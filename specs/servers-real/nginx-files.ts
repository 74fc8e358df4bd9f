import type { Place } from './start-server';

/** A person's nginx.conf that is wrong in some way, whole; some include files beside it. */
export interface BrokenFile {
  readonly text: string;
  /** Text of other files by name. */
  readonly others?: Readonly<Record<string, string>>;
}

const whole = ({ folder, port, songs }: Place, server: string, http = ''): string => `daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log stderr;
events {}

http {
    access_log off;
    client_body_temp_path ${folder}/tmp/client_body;
    proxy_temp_path ${folder}/tmp/proxy;
    fastcgi_temp_path ${folder}/tmp/fastcgi;
    uwsgi_temp_path ${folder}/tmp/uwsgi;
    scgi_temp_path ${folder}/tmp/scgi;
${http}
    # Another site, which stays as it is.
    server {
        listen 127.0.0.1:${port};
        server_name other.example;
        location / {
            add_header Access-Control-Allow-Origin https://other.example;
            root ${songs};
        }
    }

    server {
        listen 127.0.0.1:${port} default_server;
        server_name 127.0.0.1 cdn.example;
        root ${songs};
${server}
    }
}
`;

/** By what is wrong with them. */
export const nginxFiles: Readonly<Record<string, (place: Place) => BrokenFile>> = {
  'no header line, and others that must stay': (place) => ({
    text: whole(
      place,
      `
        add_header X-Frame-Options DENY always;
        error_page 404 /404.html;

        location / {
            autoindex off;
        }

        location = /404.html {
            internal;
        }`,
    ),
  }),
  'two lines, and an if that answers preflights': (place) => ({
    text: whole(
      place,
      `
        add_header 'Access-Control-Allow-Origin' '*';

        location / {
            add_header 'Access-Control-Allow-Origin' '*'; # for the player
            add_header "Access-Control-Allow-Origin" $http_origin;
            add_header 'Access-Control-Allow-Credentials' 'true';
            if ($request_method = 'OPTIONS') {
                add_header 'Access-Control-Allow-Origin' '*';
                add_header 'Access-Control-Allow-Methods' 'GET, POST, OPTIONS';
                add_header 'Access-Control-Max-Age' 1728000;
                add_header 'Content-Type' 'text/plain; charset=utf-8';
                return 204;
            }
            if ($request_method = 'GET') {
                add_header 'Access-Control-Allow-Origin' '*';
                add_header 'Access-Control-Allow-Methods' 'GET, POST, OPTIONS';
            }
        }`,
    ),
  }),
  'no location at all': (place) => ({ text: whole(place, '        index index.html;') }),
  'no location for the songs': (place) => ({
    text: whole(place, '        location /api/ { return 200; }\n        error_page 404 /errors/404.html;'),
  }),
  'a pattern within a prefix, on one line': (place) => ({
    text: whole(
      place,
      `
        location ^~ /private/ { deny all; }
        location / {
            location ~* "\\.(mp3|ogg)$" { expires 1h; add_header Cache-Control "public" always; }
        }
        location ~ \\.mp3$ { return 500; }`,
    ),
  }),
  'header lines of an included file, Windows line ends and tabs': (place) => ({
    text: whole(
      place,
      `
\t\tinclude security.conf;
\t\tlocation / {
\t\t\tadd_header Access-Control-Allow-Origin https://old.example;
\t\t\tinclude security.conf;
\t\t}`,
    )
      .replaceAll('    ', '\t')
      .replaceAll('\n', '\r\n'),
    others: { 'security.conf': 'add_header X-Content-Type-Options nosniff always;\n' },
  }),
  'a list without anchors, and a variable of the same name': (place) => ({
    text: whole(
      place,
      `
        location / {
            add_header Access-Control-Allow-Origin $allowed_origin always;
            add_header Vary Origin;
        }`,
      `
    map $http_origin $allowed_origin {
        "~app\\.example" $http_origin;
    }
`,
    ),
  }),
};

/** The same before a server behind. */
export const nginxProxyFiles: Readonly<Record<string, (place: Place) => BrokenFile>> = {
  'a proxy that adds a second line': (place) => ({
    text: whole(
      place,
      `
        proxy_hide_header X-Powered-By;
        location / {
            proxy_pass http://127.0.0.1:${place.upstream};
            add_header Access-Control-Allow-Origin *;
        }`,
    ),
  }),
  'files first, and a proxy for what is not there': (place) => ({
    text: whole(
      place,
      `
        location / {
            root ${place.folder}/tmp;
            try_files $uri @behind;
        }
        location @behind {
            proxy_pass http://127.0.0.1:${place.upstream};
        }`,
    ),
  }),
};
