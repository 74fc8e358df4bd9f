// Starts a tool: node tools/run.js fuzz, mutants or bench, and its options.
const { load } = require('../runner/load');

const [name] = process.argv.splice(2, 1);
load(`../tools/${name}/main`, name);
