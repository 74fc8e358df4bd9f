// Shared by the set-up, the launcher and the commands, and old Node must load it: its syntax is that of 2017.

const { tmpdir } = require('os');
const { inspect } = require('util');

/** Longer words are cut short. */
const mostCharacters = 300;

/** @type {typeof import('./unexpected.d.ts').describeUnexpected} */
function describeUnexpected(error, task) {
  if (process.env.EARSHOT_DEBUG) return inspect(error);
  const { code, message } = Object(error);
  const [first = '', second = ''] = String(message === undefined ? error : message).split('\n');
  const line = first.endsWith(':') ? `${first} ${second.trim()}` : first;
  // Control characters of what failed are not for the terminal.
  const said = line.replace(/[^ -~\u00a0-\uffff]/g, '?').slice(0, mostCharacters);
  return `Failed to ${task}: ${said}. ${whatToDo(String(code), said)} (EARSHOT_DEBUG=1 shows the whole error.)`;
}

/**
 * @param {string} code
 * @param {string} said
 */
function whatToDo(code, said) {
  if (code === 'ENOSPC' || said.includes('ENOSPC'))
    return `No space is left: free some in ${tmpdir()} and in the folder of Earshot, then run the command again.`;
  if (code === 'EDQUOT' || code === 'EROFS' || code === 'EACCES' || code === 'EPERM')
    return 'See that this user may write there, or set TMPDIR to a folder where it may.';
  if (code === 'EMFILE' || code === 'ENFILE' || code === 'ENOMEM' || code === 'EAGAIN')
    return 'This machine has no more of it to give: end other programs, then run the command again.';
  return 'If a file of node_modules is lost or changed, this mends it: npm ci';
}

module.exports = { describeUnexpected };
