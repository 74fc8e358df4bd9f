import { defaultTreeAdapter, parse, type DefaultTreeAdapterMap } from 'parse5';
import type { HeaderLine } from '../../model/http/headers';

type Element = DefaultTreeAdapterMap['element'];

/** Headers of a page that have a say in what it loads, and in how it asks for that. */
const policies =
  /^(?:content-security-policy|cross-origin-(?:embedder|opener)-policy|document-isolation-policy|permissions-policy|referrer-policy)$/i;

/** https://html.spec.whatwg.org/multipage/semantics.html#attr-meta-http-equiv-content-security-policy: no meta element says these. */
const notInMeta = /^(?:report-uri|frame-ancestors|sandbox)$/i;

const attributeOf = (element: Element, wanted: string): string | undefined =>
  element.attrs.find(({ name }) => name === wanted)?.value;

function elementsIn(parent: DefaultTreeAdapterMap['parentNode']): Element[] {
  return parent.childNodes
    .filter((node) => defaultTreeAdapter.isElementNode(node))
    .flatMap((element) => [element, ...elementsIn(element)]);
}

const isInHead = ({ parentNode }: Element): boolean =>
  parentNode !== null && defaultTreeAdapter.isElementNode(parentNode) && parentNode.tagName === 'head';

function lineOf(meta: Element): HeaderLine[] {
  const content = attributeOf(meta, 'content')?.trim() ?? '';
  if (content === '' || !/^[\t\x20-\x7e\x80-\xff\n\r\f]*$/.test(content)) return [];
  const text = content.replace(/[\n\r\f]+/g, ' ');
  if (/^referrer$/i.test(attributeOf(meta, 'name') ?? '')) return [['Referrer-Policy', text]];
  const isPolicy = /^content-security-policy$/i.test(attributeOf(meta, 'http-equiv') ?? '');
  if (!isPolicy || !isInHead(meta)) return [];
  const directives = text.split(';').filter((each) => !notInMeta.test(each.trim().split(/\s/)[0]!));
  return [['Content-Security-Policy', directives.join(';')]];
}

/** What a page is refused by `autoplay` it plays after a click; here nobody clicks. */
const withoutAutoplay = (value: string): string =>
  value
    .split(',')
    .filter((each) => !/^\s*autoplay\s*=/i.test(each))
    .join(',');

/**
 * The policies that a page comes with, as header lines: those of its answer, and those of `<meta>` elements in the HTML.
 * @param html of the page, or its beginning; what script puts in later is not there
 */
export function policiesOf(headers: readonly HeaderLine[], html: string): HeaderLine[] {
  const lines = headers
    .filter(([name]) => policies.test(name))
    .map(([name, value]): HeaderLine =>
      /^permissions-policy$/i.test(name) ? [name, withoutAutoplay(value)] : [name, value],
    );
  const metas = elementsIn(parse(html)).filter(({ tagName }) => tagName === 'meta');
  return [...lines, ...metas.flatMap(lineOf)].filter(([, value]) => value.trim() !== '');
}
