import type { Wish } from '../../model/advice/recipes/recipe';

const exposeHeaders = ['Content-Range', 'Accept-Ranges'];
/** One of them too long for the keys of a `map` of nginx as it comes, one with what means something in a pattern. */
const origins = [
  'https://app.example',
  'https://the-staging-server-of-the-player.music.app.example:8443',
  'http://[::1]:8080',
];

export const everybody = {
  origins: '*',
  credentials: false,
  requestHeaders: [],
  exposeHeaders: [],
  proxied: false,
} as const satisfies Wish;

/** What servers are told, by a name for a title. */
export const wishes: Readonly<Record<string, Wish>> = {
  'every origin': everybody,
  'every origin and a request header': {
    ...everybody,
    requestHeaders: ['X-Player', 'Range'],
    exposeHeaders,
  },
  'a list of origins': { ...everybody, origins, exposeHeaders },
  'a list with credentials': { ...everybody, origins, credentials: true },
  'a list with credentials and a request header': {
    origins,
    credentials: true,
    requestHeaders: ['Authorization'],
    exposeHeaders,
    proxied: false,
  },
};
