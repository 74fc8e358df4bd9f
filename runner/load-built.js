// A file of its own: the syntax of an old Node has no import(). And no require(): Yarn's Plug'n'Play finds no module that another
// one imports where the first is required.
const loadBuilt = () => import('../api/dist/cli.js');

module.exports = { loadBuilt };
