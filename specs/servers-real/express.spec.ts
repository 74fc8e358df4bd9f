import { expressSetting } from './express';
import { proveStatic } from './prove-recipe';

proveStatic('express', (place, [text = '']) => expressSetting(place, text));
