import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import { configProducts, type ConfigProduct, type ConfigText } from '../../model/advice/configs';
import type { IncludedFile } from '../../model/advice/configs/config-tree';
import { productOfName, productOfText } from '../../model/advice/configs/product-of';
import { recipes, type ServerName } from '../../model/advice/recipes';
import { shownValue } from '../../model/http/shown-text';
import { whyOf } from '../failures/system-words';
import { UsageError } from '../failures/usage-error';

/** A person's configuration file, as it was read. */
export interface ConfigFile extends ConfigText {
  /** As a diff names it: by its way from here, or, where it is elsewhere, from the root. */
  readonly shownName: string;
}

/** No configuration that a person writes is as long. */
const mostBytes = 1_048_576;
// eslint-disable-next-line no-control-regex -- what no text has, and a terminal would obey
const unprintable = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/;

const names = (products: readonly ConfigProduct[]): string =>
  products.map((name) => recipes[name].product).join(', ');

/** The text of a file. @throws Error with what is wrong with it */
function textOf(path: string): string {
  let bytes: Buffer;
  try {
    const seen = statSync(path);
    if (seen.isDirectory()) throw new Error('it is a folder');
    if (!seen.isFile()) throw new Error('it is no file');
    if (seen.size > mostBytes)
      throw new Error(`it has ${seen.size} bytes, and ${mostBytes} are read at most`);
    bytes = readFileSync(path);
  } catch (error) {
    throw new Error(whyOf(error), { cause: error });
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new Error('it is no UTF-8 text', { cause: error });
  }
  if (unprintable.test(text)) throw new Error('it has characters that no configuration has: it is no text');
  return text;
}

function filesOf(folder: string, pattern: string): string[] | null {
  const path = resolve(folder, pattern);
  try {
    if (!/[*?[\]{}]/.test(pattern)) {
      if (!statSync(path).isDirectory()) return [path];
      return readdirSync(path)
        .sort()
        .map((name) => join(path, name));
    }
    const matches = picomatch(basename(path));
    return readdirSync(dirname(path))
      .filter((name) => matches(name))
      .sort()
      .map((name) => join(dirname(path), name));
  } catch {
    return null;
  }
}

/** Files that a pattern names, beside the file that includes them; null if one cannot be read. */
function includedBy(folder: string, pattern: string): IncludedFile[] | null {
  const found = filesOf(folder, pattern);
  try {
    return found === null
      ? null
      : found.map((path) => ({ name: relative(folder, path) || path, text: textOf(path) }));
  } catch {
    return null;
  }
}

/** @throws UsageError where it is not of the product that somebody names, or nobody can tell */
function productOf(path: string, text: string, server: ServerName | undefined): ConfigProduct {
  const fail = (why: string): never => {
    throw new UsageError(`Failed to read --config ${shownValue(path)}: ${why}`);
  };
  if (/^\s*[{[]\s*"/.test(text))
    return fail(`it is JSON. Give the file that a person writes, of ${names(configProducts)}`);
  const seen = productOfText(text);
  const named = configProducts.find((name) => name === server);
  if (server !== undefined && !named)
    return fail(
      `files of ${names(configProducts)} are changed, and not of ${recipes[server].product}: without --config its configuration is printed`,
    );
  const product = named ?? productOfName(path) ?? seen;
  if (!product)
    return fail(`it does not look like a file of ${names(configProducts)}: say which by --server`);
  if (seen && seen !== product)
    return fail(
      `it looks like a file of ${recipes[seen].product}, and ${named ? '--server' : 'its name'} says ${recipes[product].product}`,
    );
  return product;
}

/**
 * Reads a person's configuration of nginx, Apache or Caddy, and changes nothing.
 * @param server what the person says it is; undefined leaves it to its name and its text
 * @throws UsageError where it cannot be read, or is something else
 */
export function readConfig(typed: string, server: ServerName | undefined): ConfigFile {
  const fail = (why: string): never => {
    throw new UsageError(`Failed to read --config ${shownValue(typed)}: ${why}`);
  };
  if (unprintable.test(typed) || /[\t\n\r]/.test(typed))
    return fail('its name has a character that no diff can hold');
  const path = resolve(typed);
  let text: string;
  try {
    text = textOf(path);
  } catch (error) {
    return fail((error as Error).message);
  }
  if (text.trim() === '') return fail('it is empty');
  const product = productOf(typed, text, server);
  const near = relative('.', path);
  const isBelow = near !== '' && !near.startsWith('..') && !isAbsolute(near);
  const includes = (pattern: string) => includedBy(dirname(path), pattern);
  return { product, name: path, shownName: (isBelow ? near : path).split(sep).join('/'), text, includes };
}
