let before: Promise<unknown> = Promise.resolve();

function setTemporaryFolder(path: string | undefined): void {
  if (path === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = path;
}

/**
 * Runs `launch` while the temporary folder of this process is `path`: Playwright makes profiles and folders for artefacts
 * there and takes no other place for them. One at a time, since a process has only one such folder.
 */
export function inTemporaryFolder<T>(path: string, launch: () => Promise<T>): Promise<T> {
  const launched = before.then(async () => {
    const usual = process.env.TMPDIR;
    setTemporaryFolder(path);
    try {
      return await launch();
    } finally {
      setTemporaryFolder(usual);
    }
  });
  before = launched.catch(() => undefined);
  return launched;
}
