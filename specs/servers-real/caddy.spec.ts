import { caddySetting } from './caddy';
import { needProgram } from './program';
import { proveProxy, proveStatic, type Configure } from './prove-recipe';

const caddy = needProgram('caddy');

const configure: Configure = (place, [site = '', proxy]) => caddySetting(caddy, place, site, proxy);

proveStatic('caddy', configure);
proveProxy('caddy', configure);
