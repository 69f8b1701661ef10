/** The far end of notifications on loopback: keeps what Alertmanager tells. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Told {
  /** As the address has it. */
  readonly path: string;
  readonly at: Date;
  /** JSON that has been read. */
  readonly body: unknown;
}

export interface Listener {
  readonly url: (path: string) => string;
  /** What has come to addresses that begin so. */
  readonly told: (prefix: string) => readonly Told[];
  readonly stop: () => Promise<void>;
}

export const listen = async (): Promise<Listener> => {
  const received: Told[] = [];
  const server = createServer((request, response) => {
    const at = new Date();
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.on("end", () => {
      received.push({ path: request.url ?? "", at, body: JSON.parse(body) });
      // The word that Slack's webhooks answer with.
      response.end("ok");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    told: (prefix) => received.filter(({ path }) => path.startsWith(prefix)),
    stop: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
