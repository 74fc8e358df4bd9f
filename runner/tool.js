// The programs beside the command line: node runner/tool.js fuzz, mutants or bench, and their options.
const { load } = require('./load');

const [name] = process.argv.splice(2, 1);
load(`${name}/main`);
