#!/usr/bin/env node
// The command line is TypeScript; ts-node compiles it as it is loaded.
const { join } = require('node:path');
require('ts-node').register({ project: join(__dirname, 'tsconfig.json') });
require('./main');
