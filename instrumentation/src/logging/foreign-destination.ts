/** A destination over a stream that the application brings: pino's transports, a pipe, a test's list. Its failures stay here. */
import { type Destination, MOST_WAITING, RESERVE } from "./destination";

/** Whatever takes lines: Node's streams, pino's destinations and transports, an object of one function. */
export interface LineStream {
  readonly write: (line: string) => unknown;
}

/** What streams have beyond `write`, and an object of one function has not. */
interface Stream extends LineStream {
  readonly on?: unknown;
  readonly destroyed?: unknown;
  readonly writableEnded?: unknown;
  readonly writableLength?: unknown;
}

export function streamDestination(stream: Stream): Destination {
  let dropped = 0;
  let takes = true;
  const isClosed = (): boolean => stream.destroyed === true || stream.writableEnded === true;
  const isFull = (most: number): boolean => {
    const waiting = stream.writableLength;
    return typeof waiting === "number" && waiting > most;
  };
  ignoreErrors(stream);
  return {
    write: (line, urgent = false) => {
      try {
        takes = !isClosed() && !isFull(MOST_WAITING + (urgent ? RESERVE : 0));
        if (takes) stream.write(line);
      } catch {
        takes = false;
      }
      if (!takes) dropped += 1;
      return takes;
    },
    // A synchronous flush of pino's destinations may never come back: handed over is all that can be said.
    flush: () => {
      try {
        return takes && !isClosed() && (stream.writableLength === undefined || stream.writableLength === 0);
      } catch {
        return false;
      }
    },
    dropped: () => {
      if (dropped === 0 || !takes) return 0;
      const count = dropped;
      dropped = 0;
      return count;
    },
  };
}

/** A stream's error without a listener ends the process. */
function ignoreErrors(stream: Stream): void {
  try {
    if (typeof stream.on === "function") Reflect.apply(stream.on, stream, ["error", () => undefined]);
  } catch {
    // Not a stream after all.
  }
}
