/** `npm run example [-- --port 8080 --requests 200]`: the shop on this machine's own address, until Ctrl-C. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { parseArgs } from "node:util";
import { shop } from "./app";
import { startMailer } from "./mails";
import { logger, shutdown } from "./observability";
import { sendRequests } from "./traffic";

const { values } = parseArgs({
  options: { port: { type: "string", default: "0" }, requests: { type: "string", default: "0" } },
});

const server = createServer(shop());
const stopMailer = startMailer();

server.listen(Number(values.port), "127.0.0.1", () => {
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // To people, on the other stream: what is on standard output is for machines.
  console.error(`The shop answers at ${address}, its metrics are at ${address}/metrics. Ctrl-C ends it.`);
  logger.info("listening", { url: address });
  sendRequests(address, Number(values.requests)).then(
    () => Number(values.requests) > 0 && console.error(`${values.requests} requests were sent.`),
    (error: unknown) => logger.error("the requests could not be sent", { error }),
  );
});

const stop = (): void => {
  stopMailer();
  server.close(() => void shutdown());
  server.closeAllConnections();
};
process.once("SIGINT", stop);
process.once("SIGTERM", stop);
