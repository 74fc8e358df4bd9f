// CHANGELOG.md, by its sections: what is not released yet, and each version.

const unreleased = 'Unreleased';

/** The text below the heading of a version, or of what has none yet; undefined if there is no such heading. */
export function sectionOf(changelog, name) {
  const lines = changelog.split('\n');
  const start = lines.findIndex((line) => line.startsWith('## ') && line.slice(3).split(' ')[0] === name);
  if (start < 0) return undefined;
  const length = lines.slice(start + 1).findIndex((line) => line.startsWith('## '));
  return lines
    .slice(start + 1, length < 0 ? undefined : start + 1 + length)
    .join('\n')
    .trim();
}

/**
 * Why nothing can be released; undefined if it can.
 * @param {string} changelog
 */
export function whyNothing(changelog) {
  const section = sectionOf(changelog, unreleased);
  if (section === undefined) return `CHANGELOG.md has no heading "## ${unreleased}"`;
  if (section === '') return `CHANGELOG.md has nothing below "## ${unreleased}": say there what is new`;
  return undefined;
}

/**
 * The changelog with what was not released yet under the heading of a version.
 * @param {string} date such as `2026-11-30`
 * @throws {Error} if nothing can be released, or the version was
 */
export function released(changelog, version, date) {
  const why = whyNothing(changelog);
  if (why !== undefined) throw new Error(why);
  if (sectionOf(changelog, version) !== undefined)
    throw new Error(`CHANGELOG.md has the version ${version} already`);
  return changelog.replace(`## ${unreleased}\n`, () => `## ${unreleased}\n\n## ${version} - ${date}\n`);
}
