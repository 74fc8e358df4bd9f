// The programs beside the command line: node runner/tool.js fuzz, mutants or bench, and their options.
const [name] = process.argv.splice(2, 1);
require('./load').load(`${name}/main`);
