/** A port that cannot be listened on, for a reason that its user can do something about. */
export class PortError extends Error {
  constructor(
    readonly port: number,
    cause: NodeJS.ErrnoException,
  ) {
    const why = cause.code === 'EADDRINUSE' ? 'it is in use' : (cause.code ?? cause.message);
    super(
      `Failed to listen on port ${port}: ${why}. Stop what holds it, or choose other ports: --port-base 9100, or --port-base 0 for free ones`,
      { cause },
    );
  }
}
