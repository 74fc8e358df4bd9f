import { apacheSetting } from './apache';
import { needProgram } from './program';
import { proveProxy, proveStatic, type Configure } from './prove-recipe';

const apache = needProgram('apache2');

const configure: Configure = (place, texts) => apacheSetting(apache, place, texts.join('\n'));

proveStatic('apache', configure);
proveProxy('apache', configure);
