/** One variant in a process of its own: says where it listens, and what it has used of the processor whenever it is asked. */
import type { AddressInfo } from "node:net";
import { service, type Variant } from "./variants";

const server = service(process.argv[2] as Variant).listen(0, "127.0.0.1", () => {
  process.send?.((server.address() as AddressInfo).port);
});

process.on("message", () => {
  const { user, system } = process.cpuUsage();
  process.send?.(user + system);
});
process.on("disconnect", () => process.exit());
