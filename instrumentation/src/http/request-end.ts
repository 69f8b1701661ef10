/** How a request on node's own objects ends, told once: the same answer for metrics and for request logs. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/**
 * - `finished`: the last byte of the answer was handed to the operating system.
 * - `aborted`: the client left before that.
 * - `error`: we broke off: the answer's stream or the connection was destroyed, or a time-out of the server cut it.
 */
export type RequestOutcome = "finished" | "aborted" | "error";

export interface RequestEnd {
  readonly outcome: RequestOutcome;
  /** From the call of `onRequestEnd` to the end, on the monotonic clock. */
  readonly seconds: number;
}

/**
 * Calls the listener exactly once, when the request is over, however it ended. Call it where the request begins. It neither throws nor
 * handles an error in the application's stead: an `error` event that nobody listens for stays one.
 */
export function onRequestEnd(req: IncomingMessage, res: ServerResponse, listener: (end: RequestEnd) => void): void {
  const began = performance.now();
  let over = false;
  let handedOver = false;
  const end = (): void => {
    if (over) return;
    over = true;
    waiting.get(req.socket)?.delete(end);
    try {
      listener({ outcome: outcomeOf(req, res, handedOver), seconds: (performance.now() - began) / 1000 });
    } catch {
      // The listener is ours or a logger's; the request of the application ends well without it.
    }
  };
  try {
    if (res.writableFinished || res.destroyed) return process.nextTick(end);
    // Within `end`, when all of the answer has been written: what waits in the socket now is lost if the connection goes.
    res.on("prefinish", () => (handedOver = res.socket?.writableLength === 0));
    res.on("finish", end);
    res.on("close", end);
    if (res.socket === null) onSocketClose(req.socket, end);
  } catch {
    end();
  }
}

function outcomeOf(req: IncomingMessage, res: ServerResponse, handedOver: boolean): RequestOutcome {
  if (req.httpVersionMajor === 2) return outcomeOfStream(res);
  if ((res.writableFinished && (handedOver || !isDestroyed(req))) || isInjected(req, res)) return "finished";
  return clientLeft(req.socket) ? "aborted" : "error";
}

/** Node says `finish` and `writableFinished` also when the connection went with a part of the answer: what is given up is written to it. */
const isDestroyed = ({ socket }: { readonly socket?: Socket }): boolean => socket?.destroyed === true;

/** A request that tests inject has no connection: it is over when its answer is, though nobody ever takes the bytes. */
const isInjected = ({ socket }: IncomingMessage, res: ServerResponse): boolean =>
  res.writableEnded && !res.destroyed && !socket.destroyed;

/** Node's HTTP/2 responses say `finish` also when their stream was cut, and never `writableFinished`. */
function outcomeOfStream(res: ServerResponse & { readonly stream?: Http2Stream }): RequestOutcome {
  if (res.stream?.aborted === false && res.writableEnded) return "finished";
  return res.stream?.errored ? "error" : "aborted";
}
interface Http2Stream {
  readonly aborted: boolean;
  readonly errored: Error | null;
}

/** Errors of the other side: it reset the connection, went while we wrote, stopped in the middle of a request, or never completed it. */
const CLIENT_ERRORS = /^(ECONNRESET|EPIPE|ECONNABORTED|ETIMEDOUT|ERR_HTTP_REQUEST_TIMEOUT|HPE_\w+)$/;

/** A connection that neither came to its end nor broke was destroyed by us. */
function clientLeft({ readableEnded, errored }: Socket): boolean {
  if (!errored) return readableEnded;
  return "code" in errored && typeof errored.code === "string" && CLIENT_ERRORS.test(errored.code);
}

/**
 * A pipelined request waits for the answers before its own: until then its response has no socket and hears of nothing. One listener for
 * all that wait on a socket: more than ten would print a warning.
 */
const waiting = new WeakMap<Socket, Set<() => void>>();

function onSocketClose(socket: Socket, end: () => void): void {
  const known = waiting.get(socket);
  if (known) return void known.add(end);
  const ends = new Set([end]);
  waiting.set(socket, ends);
  socket.once("close", () => {
    for (const each of ends) each();
  });
}
