import type { Exchange } from '../../model/evidence/exchange';
import { find, make } from './dom';
import { isCatalog } from './get-and-load';
import type { Lab } from './lab';
import { seenField } from './ledgers';

/** Shown even where they are missing, since it is their absence that decides. */
const essential = {
  request: ['Origin', 'Cookie'],
  answer: ['Access-Control-Allow-Origin'],
} as const;

const requestHeaders = [
  'Access-Control-Request-Method',
  'Access-Control-Request-Headers',
  'Authorization',
  'Range',
  'Sec-Fetch-Site',
  'Sec-Fetch-Mode',
  'Sec-Fetch-Dest',
] as const;

const answerHeaders =
  /^(access-control-(?!allow-origin).*|vary|location|set-cookie|www-authenticate|cross-origin-resource-policy|timing-allow-origin|content-type|content-range|cache-control)$/i;

type Line = readonly [name: string, value: string | null];

function requestLines({ requestHeaders: sent }: Exchange): Line[] {
  const value = (name: string): string | null => sent[name.toLowerCase()] ?? null;
  return [
    ...essential.request.map((name): Line => [name, value(name)]),
    ...requestHeaders.map((name): Line => [name, value(name)]).filter(([, sentValue]) => sentValue !== null),
  ];
}

function answerLines({ responseHeaders: sent }: Exchange): Line[] {
  const named = (name: string): Line[] => sent.filter(([key]) => key.toLowerCase() === name.toLowerCase());
  return [
    ...essential.answer.flatMap((name): Line[] => (named(name).length > 0 ? named(name) : [[name, null]])),
    ...sent.filter(([name]) => answerHeaders.test(name)),
  ];
}

function headerList(title: string, lines: readonly Line[]): HTMLElement {
  const rows = lines.map(([name, value]) => {
    const shown = value === null ? 'not sent' : value === '' ? '(empty)' : value;
    const data = make('dd', value ? {} : { class: 'absent' }, shown);
    return make('div', { 'data-header': name.toLowerCase() }, make('dt', {}, name), data);
  });
  return make('div', { class: 'headers' }, make('h5', {}, title), make('dl', {}, ...rows));
}

function kindOf(exchange: Exchange): string {
  if (exchange.method === 'OPTIONS') return 'preflight';
  return isCatalog(exchange) ? 'the GET' : 'the audio';
}

function statusOf({ status, complete }: Exchange): string {
  if (status === null) return 'no answer';
  return complete ? String(status) : `${status}, not sent to its end`;
}

function exchangeItem(exchange: Exchange): HTMLElement {
  const { method, path, scheme, host, server } = exchange;
  const kind = kindOf(exchange);
  const line = make('code', { class: 'request-line' }, `${method} ${path}`);
  return make(
    'li',
    { class: 'exchange', 'data-server': server, 'data-method': method, 'data-kind': kind },
    make('h4', {}, make('span', { class: 'kind' }, kind), ' ', line),
    make('p', { class: 'where' }, `to ${scheme}://${host}`),
    make('p', { class: 'answer-line' }, 'answered ', make('strong', {}, statusOf(exchange))),
    headerList('The browser sent', requestLines(exchange)),
    headerList('The server sent', answerLines(exchange)),
  );
}

/** Fills in each request of a load as the servers saw it, preflights and redirects among them. */
export function fillWire(wire: readonly Exchange[] | null, token: string, lab: Lab): void {
  const { home, mayReadLedgers } = lab;
  const list = find('#exchanges', HTMLElement);
  const note = find('#wire-note', HTMLElement);
  list.replaceChildren(...(wire ?? []).map(exchangeItem));
  if (wire === null && !mayReadLedgers) {
    const there = make('a', { href: `${home}/?${seenField}=${token}` }, 'see it there');
    note.replaceChildren(
      'The servers show what they saw only to the player under its own name: ',
      there,
      '.',
    );
    return;
  }
  note.textContent =
    wire === null
      ? 'No server told what it saw of this load.'
      : wire.length === 0
        ? 'No server saw a request of this load.'
        : `${wire.length === 1 ? 'One request' : `${wire.length} requests`}, as the servers saw them, in order of time.`;
}
