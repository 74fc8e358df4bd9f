import type { Reason } from '../../standards/reason';

/** One thing that an engine says of a failed load, and what may be meant by it. */
export interface Wording {
  /** The engine's own name for it; null if it has none that can be had while it runs. */
  readonly code: string | null;
  /** The message in its console, with placeholders in braces; null if it writes none. */
  readonly says: string | null;
  /** The reasons that it goes with. */
  readonly reasons: readonly Reason[];
}

/** The reasons of a CORS check, which engines tell apart by their messages. */
export const corsReasons = [
  'allow-origin-missing',
  'allow-origin-mismatch',
  'allow-origin-multiple',
  'wildcard-with-credentials',
  'allow-credentials-missing',
  'redirect-null-origin',
] as const satisfies readonly Reason[];

export const preflightReasons = [
  'preflight-status',
  'preflight-header-not-allowed',
  'preflight-method-not-allowed',
  'preflight-malformed',
] as const satisfies readonly Reason[];
