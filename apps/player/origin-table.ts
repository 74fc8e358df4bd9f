import { find, make } from './dom';

const parts = ['scheme', 'host', 'port'] as const;

const defaultPorts: Record<string, string> = { 'http:': '80', 'https:': '443' };

/** The three parts that make an origin (https://html.spec.whatwg.org/#concept-origin-tuple). */
function partsOf(origin: string): Record<(typeof parts)[number], string> {
  const { protocol, hostname, port } = new URL(origin);
  return { scheme: protocol.slice(0, -1), host: hostname, port: port || (defaultPorts[protocol] ?? '') };
}

const join = (words: readonly string[]): string => words.join(' and ').replace(/ and (?=.* and )/g, ', ');

/** A host name that may be broken before its dots, where the table is narrow. */
function breakable(host: string): Node {
  const fragment = document.createDocumentFragment();
  const labels = host.split(/(?=\.)/);
  for (const label of labels) fragment.append(label, make('wbr'));
  return fragment;
}

/** Shows this page's origin and the CDN's part by part, and marks the parts that differ. */
export function showOrigins(page: string, cdn: string): void {
  const own = partsOf(page);
  const other = partsOf(cdn);
  const differing = parts.filter((part) => own[part] !== other[part]);
  const row = (title: string, origin: typeof own): HTMLElement => {
    const cells = parts.map((part) => {
      const value = breakable(origin[part]);
      return make('td', {}, differing.includes(part) ? make('mark', {}, value) : value);
    });
    return make('tr', {}, make('th', { scope: 'row' }, title), ...cells);
  };
  const comparison = parts.map((part) => {
    const differs = differing.includes(part);
    return make('td', { 'data-part': part, 'data-differs': String(differs) }, differs ? 'differs' : 'same');
  });
  find('#origin-rows', HTMLElement).replaceChildren(
    row('this page', own),
    row('the CDN', other),
    make('tr', { class: 'compare' }, make('td'), ...comparison),
  );
  find('#origin-verdict', HTMLElement).textContent =
    differing.length === 0
      ? 'All three are the same: this is one origin, and CORS is not asked.'
      : `They differ in ${join(differing)}, so to the browser they are two origins.`;
}
