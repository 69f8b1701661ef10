/** How encoded spans travel, and what comes back; none of it keeps a process alive. */
import type { Socket } from "node:net";
import type { convertLegacyHttpOptions } from "@opentelemetry/otlp-exporter-base/node-http";

/** What OpenTelemetry reads from its variables: address, headers, certificates, time-out, compression. */
export type TransportConfig = ReturnType<typeof convertLegacyHttpOptions>;

export interface Delivery {
  readonly body: Uint8Array;
  /** By gzip. */
  readonly compressed: boolean;
  /** Milliseconds. */
  readonly timeLeft: number;
}

export type Answer =
  | { readonly kind: "accepted"; readonly body: Uint8Array }
  | { readonly kind: "refused"; readonly problem: string }
  /** Another attempt may succeed, after so many seconds where the receiver says so. */
  | { readonly kind: "away"; readonly problem: string; readonly retryAfter?: number };

export interface Transport {
  /** Never rejects for what the receiver does. */
  send(delivery: Delivery): Promise<Answer>;
  close(): void;
}

export const noAnswer = ({ timeoutMillis }: TransportConfig): Answer => ({
  kind: "away",
  problem: `no answer within ${timeoutMillis / 1000} s`,
});

/** The socket shall not keep the process alive, nor any of those by which it tries one address after the other. */
export function detach(socket: Socket): void {
  socket.unref();
  if (socket.connecting) socket.on("connectionAttempt", () => socket.unref());
}
