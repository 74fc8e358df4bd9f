/** One exchange that the oracle expects on the wire, in what decides it. */
export interface PredictedExchange {
  readonly method: string;
  readonly scheme: string;
  /** With its port, where it is not the scheme's default. */
  readonly host: string;
  /** Null: no `Origin` is sent. */
  readonly origin: string | null;
  /** Whether the session cookie goes with it. */
  readonly session: boolean;
  /** Null: the connection ends without an answer. */
  readonly status: number | null;
}
