/** The element that `selector` names. @throws Error where the page lacks it, which is a fault of the page itself */
export function find<E extends Element>(selector: string, kind: new () => E, root: ParentNode = document): E {
  const element = root.querySelector(selector);
  if (element instanceof kind) return element;
  throw new Error(`Failed to find ${selector}: the page has no such ${kind.name}`);
}

type Child = Node | string;

/** An element with attributes and children. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const svgNamespace = 'http://www.w3.org/2000/svg';

/** One of the icons that stand in index.html. It never carries meaning alone: text stands beside it. */
export function makeIcon(name: string): SVGSVGElement {
  const svg = document.createElementNS(svgNamespace, 'svg');
  const use = document.createElementNS(svgNamespace, 'use');
  use.setAttribute('href', `#icon-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', 'icon');
  svg.append(use);
  return svg;
}
