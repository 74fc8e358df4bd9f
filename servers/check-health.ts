/** Asks the server on the port in its argument whether it is well, for a container's health check: exit code 0 or 1. */
const port = process.argv[2] ?? '';

fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(2_000) }).then(
  ({ ok }) => process.exit(ok ? 0 : 1),
  () => process.exit(1),
);
