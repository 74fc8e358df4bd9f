import { createProgram } from './cli/program';
import { strict } from './cli/strict-options';

void strict(createProgram()).parseAsync();
