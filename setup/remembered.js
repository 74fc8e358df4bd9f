const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

// Inside node_modules, so that `npm ci` forgets all of it.
const folder = join(__dirname, '../node_modules/.cache/earshot');
const file = join(folder, 'remembered.json');

/**
 * What was remembered under a key, else what `find` finds; undefined is not remembered, so it is looked for again.
 *
 * @template T
 * @param {string} key all that the value depends on
 * @param {() => T} find
 * @returns {T}
 */
function remember(key, find) {
  const all = readAll();
  if (key in all) return all[key];
  const value = find();
  if (value !== undefined) write({ ...readAll(), [key]: value });
  return value;
}

/** @returns {Record<string, any>} */
function readAll() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

/** @param {Record<string, unknown>} all */
function write(all) {
  try {
    mkdirSync(folder, { recursive: true });
    // Several workers may write at once: a rename keeps each file whole, and a lost entry is only found again.
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(all, null, 1));
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // A clone that may not be written to is merely slower.
  }
}

module.exports = { remember };
