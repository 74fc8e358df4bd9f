import { getHeader } from '../http/headers';
import type { Answered } from './interview';
import { isFileOfNginx } from './own-file';

/** Whether nginx answered, or what is made of it. */
export const isNginx = ({ headers }: Answered): boolean =>
  /^(nginx|openresty|tengine)\b/i.test(getHeader(headers, 'server') ?? '');

/** What nginx says of a file by an `add_header` alone; `expires` gives two lines. */
const addedNames =
  /^(cache-control|content-disposition|content-security-policy|x-content-type-options|x-frame-options|x-robots-tag|x-xss-protection|referrer-policy|strict-transport-security|timing-allow-origin|cross-origin-resource-policy|access-control-(?!allow-(?:origin|credentials)$).+)$/i;

/**
 * The name of a line that nginx adds to a song by an `add_header`, in a block that other answers of it do not come from: none
 * that is set outside that block is inherited (https://nginx.org/en/docs/http/ngx_http_headers_module.html#add_header).
 * @param others answers of the same server for what is beside the song
 * @returns null where nothing tells of such a block
 */
export function ownBlockLine(answer: Answered, others: readonly Answered[]): string | null {
  if (!isNginx(answer) || !isFileOfNginx(answer.headers)) return null;
  const hasExpires = getHeader(answer.headers, 'expires') !== null;
  const added = answer.headers
    .map(([name]) => name)
    .filter((name) => addedNames.test(name) && !(hasExpires && /^cache-control$/i.test(name)));
  // Where a good answer, or one with the same line, has no header either, nothing is lost on the way to the song.
  const isAround = others.some(
    ({ status, headers }) =>
      status < 400 || added.some((name) => getHeader(headers, name.toLowerCase()) !== null),
  );
  return isAround ? null : (added[0] ?? null);
}
