import { needProgram } from './program';
import { proveProxy } from './prove-recipe';
import { varnishSetting } from './varnish';

const varnish = needProgram('varnishd');

proveProxy('varnish', (place, texts) => varnishSetting(varnish, place, texts.join('\n')));
