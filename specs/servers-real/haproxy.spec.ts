import { haproxySetting } from './haproxy';
import { needProgram } from './program';
import { proveProxy } from './prove-recipe';

const haproxy = needProgram('haproxy');

proveProxy('haproxy', (place, texts) => haproxySetting(haproxy, place, texts.join('\n')));
