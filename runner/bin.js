#!/usr/bin/env node
require('./load').load('main');
