import type { MadeDocument } from '../../model/standards/exchange-case';
import { documentOf } from '../site/documents';

/** Runs in a document: makes the first of the documents to come, with what makes the others in it; in the last one is the probe. */
const makeDocuments = `
const make = ([kind, ...rest], probe, nonce, source, page) => {
  const code = rest.length === 0 ? '' : source + ';make(' +
    [rest, probe, nonce, source, page].map((each) => JSON.stringify(each).replaceAll('<', '\\\\u003c')) + ')';
  const html = page.replace('<!--script-->', () =>
    code === '' ? '<script nonce="' + nonce + '" src="' + probe + '"></' + 'script>'
      : '<script nonce="' + nonce + '">' + code + '</' + 'script>');
  const frame = document.createElement('iframe');
  frame.allow = 'autoplay';
  if (kind === 'srcdoc') frame.srcdoc = html;
  if (kind === 'data') frame.src = 'data:text/html,' + encodeURIComponent(html);
  if (kind === 'blob') frame.src = URL.createObjectURL(new Blob([html], { type: 'text/html' }));
  if (kind === 'about:blank') frame.addEventListener('load', () => {
    const script = frame.contentDocument.createElement('script');
    script.nonce = nonce;
    if (code === '') script.src = probe; else script.textContent = code;
    frame.contentDocument.body.append(script);
  }, { once: true });
  document.body.append(frame);
};
`;

/**
 * The script of a page that makes documents, each in the one before, and the probe in the last.
 * @param probe the path of the probe's script
 */
export function makingScript(made: readonly MadeDocument[], probe: string, nonce: string): string {
  const page = documentOf('a document in an exchange', '<!--script-->');
  const values = [made, nonce, makeDocuments, page].map((each) =>
    JSON.stringify(each).replaceAll('<', String.raw`\u003c`),
  );
  const [kinds, said, source, html] = values;
  const url = `new URL(${JSON.stringify(probe)}, location).href`;
  return `${makeDocuments}make(${kinds}, ${url}, ${said}, ${source}, ${html});`;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** A policy in the page itself. */
export const metaOf = (csp: string): string =>
  `<meta http-equiv="Content-Security-Policy" content="${escaped(csp)}">`;
