/**
 * Doors and commands that need about the same, and what is loaded later: a chunk has the modules that the same of these
 * want, so nobody loads what only others need, and there are few files. Whoever is not named here is of the last.
 */
const wanting = {
  cli: /^runner\/main\.ts$/,
  page: /^api\/browser\.ts$/,
  // No door: what a page that only predicts is to be spared is in no chunk with it.
  predict: /^api\/predict\.ts$/,
  text: /^runner\/cli\/(predict|why)-action\.ts$|expectation\.ts$/,
  data: /^api\/schema\.ts$|^runner\/cli\/(schema|list|explain)-action\.ts$/,
  told: /^runner\/report\/(junit|markdown)\.ts$/,
  check: /^api\/index\.ts$|^runner\/cli\/check-action\.ts$/,
  lab: /^/,
};

const kindOf = (path) => Object.keys(wanting).find((kind) => wanting[kind].test(path));

/**
 * The name of a chunk. What several want goes with what about as many want: each file more counts, and these load little that
 * they do not need.
 * @param {ReadonlySet<string>} kinds those that want it
 */
function chunkOf(kinds) {
  const wanted = (kind) => kinds.has(kind);
  // A module that only CommonJS asks for has no importers.
  if (kinds.size < 2) return [...kinds][0] ?? 'lab';
  if (wanted('predict')) return wanted('cli') ? 'cli-page' : 'predict';
  if (wanted('page')) return wanted('cli') ? 'cli-page' : 'page-others';
  if (wanted('cli')) return wanted('data') ? 'cli-data' : 'cli-others';
  if (wanted('told')) return 'told-others';
  if (wanted('text')) return wanted('check') ? 'check-text' : 'data-text';
  return [...kinds].sort().join('-');
}

/** A group of the build: each module in the chunk of those that want it. */
export function byWhoWants(pathIn) {
  const known = new Map();
  const wantedBy = (id, getModuleInfo) => {
    const before = known.get(id);
    if (before) return before;
    const kinds = new Set();
    known.set(id, kinds);
    const info = getModuleInfo(id);
    if (info?.isEntry || wanting.predict.test(pathIn(id))) kinds.add(kindOf(pathIn(id)));
    for (const importer of info?.importers ?? [])
      for (const kind of wantedBy(importer, getModuleInfo)) kinds.add(kind);
    return kinds;
  };
  return {
    debugName: 'by who wants them',
    // The door of pages only hands on: a bundler takes what is behind it chunk by chunk.
    name: (id, build) =>
      wanting.page.test(pathIn(id)) ? null : chunkOf(wantedBy(id, (each) => build.getModuleInfo(each))),
  };
}
