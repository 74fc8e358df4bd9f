import { nginxSetting } from './nginx';
import { needProgram } from './program';
import { proveProxy, proveStatic, type Configure } from './prove-recipe';

const nginx = needProgram('nginx');

const configure: Configure = (place, texts) => {
  const [server = '', location = '', http = ''] = [...texts].reverse();
  return nginxSetting(nginx, place, { http, location, server });
};

proveStatic('nginx', configure);
proveProxy('nginx', configure);
