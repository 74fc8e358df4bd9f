#!/usr/bin/env node
const { load } = require('./load');

load('./main', 'earshot');
