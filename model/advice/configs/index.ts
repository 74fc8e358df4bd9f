import type { Url } from '../../http/url';
import type { Wish } from '../recipes/recipe';
import { Unplaceable, type Includes } from './config-tree';
import { patchApache } from './patch-apache';
import { patchCaddy } from './patch-caddy';
import { patchNginx } from './patch-nginx';
import type { Patched } from './patched';

/** Products whose files are read and changed. */
export const configProducts = ['nginx', 'apache', 'caddy'] as const;
export type ConfigProduct = (typeof configProducts)[number];

/** A person's own configuration. */
export interface ConfigText {
  readonly product: ConfigProduct;
  /** The file's name; it may be a path. */
  readonly name: string;
  readonly text: string;
  /** The files that it includes. */
  readonly includes: Includes;
}

/** The file as it would be, or why nobody can tell for sure what has to change: the rest of a sentence. */
export type ConfigChange = Patched | { readonly text: null; readonly why: string };

/**
 * A person's configuration with what is wished of it, for the URLs that it serves: lines in the block that serves them, once,
 * and old ones taken out. What is not certain is not changed.
 * @param urls on one host, the first the one that is asked for
 */
export function changeConfig(
  { product, name, text, includes }: ConfigText,
  wish: Omit<Wish, 'proxied'>,
  urls: readonly [Url, ...Url[]],
): ConfigChange {
  try {
    if (product === 'nginx') return patchNginx(text, includes, wish, urls);
    if (product === 'apache') return patchApache(text, name, includes, wish, urls[0]);
    return patchCaddy(text, includes, wish, urls[0]);
  } catch (error) {
    if (error instanceof Unplaceable) return { text: null, why: error.message };
    throw error;
  }
}
