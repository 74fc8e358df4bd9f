import type { HeaderLine } from '../../model/http/headers';

/** What a page of somebody's own consists of: a text, the files of a folder, or what another server answers. */
export type PageContent =
  { readonly html: string } | { readonly folder: string } | { readonly proxy: string };

/** A page of somebody's own, with header lines that all its answers get, such as a Content-Security-Policy. */
export type OwnPage = PageContent & { readonly headers?: readonly HeaderLine[] };
