import { fieldValue } from '../../../model/http/header-text';
import { isToken } from '../../../model/http/headers';

/** Headers that browsers, or the connection, say themselves. */
const notOwn =
  /^(?:access-control-request-.*|connection|content-length|expect|host|keep-alive|origin|range|referer|te|trailer|transfer-encoding|upgrade|user-agent)$/i;

/** Why a person's own header of this name, with this value, cannot be sent; undefined if it can. */
export function whyNotSent(name: string, value = ''): string | undefined {
  if (!isToken(name)) return 'it is no name of a header';
  if (notOwn.test(name)) return 'the browser says that itself';
  return fieldValue.test(value) ? undefined : 'its value has a character that no header may have';
}
