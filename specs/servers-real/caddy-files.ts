import type { BrokenFile } from './nginx-files';
import type { Place } from './start-server';

const whole = ({ port }: Place, lines: string): BrokenFile => ({
  text: `{
	admin off
	auto_https off
}

http://other.example:${port} {
	header Access-Control-Allow-Origin https://other.example
	respond "another site"
}

http://127.0.0.1:${port}, http://cdn.example:${port} {
	bind 127.0.0.1
${lines}
}
`,
});

/** By what is wrong with them. */
export const caddyFiles: Readonly<Record<string, (place: Place) => BrokenFile>> = {
  'no header line': (place) =>
    whole(place, `\troot * ${place.songs}\n\theader X-Frame-Options DENY\n\tfile_server`),
  'lines that are deferred': (place) =>
    whole(
      place,
      `	root * ${place.songs}
	header {
		Access-Control-Allow-Origin *
		Access-Control-Allow-Credentials "true"
		defer
	}
	header +Access-Control-Allow-Origin https://old.example
	file_server`,
    ),
  'a list of hosts in place of origins': (place) =>
    whole(
      place,
      `	root * ${place.songs}
	@allowed_origin header Origin *app.example
	header @allowed_origin {
		Access-Control-Allow-Origin {http.request.header.Origin} # whoever asks
		X-Player yes
	}
	file_server`,
    ),
  'a handle for the songs, and another': (place) =>
    whole(
      place,
      `	handle /api/* {
		header Access-Control-Allow-Origin https://api.example
		respond 200
	}
	handle {
		root * ${place.songs}
		file_server
	}`,
    ),
};

/** The same before a server behind. */
export const caddyProxyFiles: Readonly<Record<string, (place: Place) => BrokenFile>> = {
  'a proxy that adds a second line': (place) =>
    whole(place, `	header Access-Control-Allow-Origin *\n	reverse_proxy 127.0.0.1:${place.upstream}`),
  'a proxy with a block, in a handle': (place) =>
    whole(
      place,
      `	handle {
		reverse_proxy 127.0.0.1:${place.upstream} {
			header_down Access-Control-Allow-Origin *
			header_up X-Forwarded-Player yes
		}
	}`,
    ),
};
