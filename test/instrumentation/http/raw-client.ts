/** A client that does what clients of a library never do: leaves in the middle, pipelines, resets. */
import { connect, type Socket } from "node:net";

export interface RawClient {
  readonly send: (text: string) => void;
  /** Resolves once that was received, so many times altogether. */
  readonly received: (part: string, times?: number) => Promise<string>;
  /** Sends the end of the connection and goes. */
  readonly leave: () => void;
  /** Breaks the connection off. */
  readonly reset: () => void;
  readonly closed: Promise<string>;
}

export const get = (path: string, headers = ""): string => `GET ${path} HTTP/1.1\r\nHost: test\r\n${headers}\r\n`;

/** The head of it; the body is sent by itself. */
export const post = (headers: string): string =>
  `POST /orders HTTP/1.1\r\nHost: test\r\nContent-Type: text/plain\r\n${headers}\r\n`;

export async function rawClient(port: number): Promise<RawClient> {
  const socket = await new Promise<Socket>((resolve) => {
    const connection = connect(port, "127.0.0.1", () => resolve(connection));
  });
  let text = "";
  const listeners = new Set<() => void>();
  socket.setEncoding("utf8");
  socket.on("error", () => undefined);
  socket.on("data", (data) => {
    text += String(data);
    for (const listener of listeners) listener();
  });
  return {
    send: (data) => void socket.write(data),
    received: (part, times = 1) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (text.split(part).length <= times) return;
          listeners.delete(look);
          resolve(text);
        };
        listeners.add(look);
        look();
      }),
    leave: () => void socket.destroy(),
    reset: () => void socket.resetAndDestroy(),
    closed: new Promise((resolve) => void socket.once("close", () => resolve(text))),
  };
}
