/** What waits on the node's disk until it is sent. */
import { seconds, type Bytes, type Directive, type Duration } from "../../../model";
import { STATE_FOLDER } from "./names";

interface Waiting {
  readonly size: Bytes;
  readonly chunkSize: Bytes;
  readonly whenFull: "block" | "drop oldest";
  readonly retryMaxInterval: Duration;
}

interface How {
  readonly name: string;
  /** Processes of the node, each of which has a buffer of its own. */
  readonly workers: number;
  /** What one chunk has in common. @default nothing */
  readonly keys?: string;
  readonly when: NonNullable<Directive["parameters"]>;
}

/** Sent as soon as that time has passed, or a chunk is full. */
export const everyInterval = (interval: Duration): How["when"] => ({
  flush_mode: "interval",
  flush_interval: secondsText(interval),
  flush_thread_count: 2,
});

export const buffer = (
  { size, chunkSize, whenFull, retryMaxInterval }: Waiting,
  { name, workers, keys, when }: How,
): Directive => ({
  name: "buffer",
  ...(keys === undefined ? {} : { argument: keys }),
  parameters: {
    "@type": "file",
    path: `${STATE_FOLDER}/${name}`,
    total_limit_size: Math.floor(size.bytes / workers),
    chunk_limit_size: chunkSize.bytes,
    ...when,
    // A node that goes takes its buffer with it.
    flush_at_shutdown: true,
    retry_type: "exponential_backoff",
    retry_wait: secondsText(shorter(seconds(1), retryMaxInterval)),
    retry_max_interval: secondsText(retryMaxInterval),
    retry_forever: true,
    overflow_action: whenFull === "block" ? "block" : "drop_oldest_chunk",
  },
});

/** Where chunks go that no try will ever send, so that they neither stop those behind them nor vanish. */
export const setAside = (name: string): Directive => ({
  name: "secondary",
  parameters: {
    "@type": "secondary_file",
    directory: `${STATE_FOLDER}/undelivered`,
    basename: `${name}.\${chunk_id}`,
  },
});

const shorter = (a: Duration, b: Duration): Duration => (a.milliseconds <= b.milliseconds ? a : b);

/** Seconds without a unit, the only notation that knows parts of them. */
export const secondsText = ({ milliseconds }: Duration): number => milliseconds / 1_000;
