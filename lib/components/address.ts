/** Addresses that people write, taken apart for the flows of the model. What only Terraform knows is left as it stands. */
import type { Flow, FlowEnd } from "../model";

const PORTS: Readonly<Record<string, number>> = {
  "http:": 80,
  "https:": 443,
  "redis:": 6379,
  "rediss:": 6379,
  "valkey:": 6379,
  "valkeys:": 6379,
};
const ENCRYPTED: readonly string[] = ["https:", "rediss:", "valkeys:"];

type Reached = Pick<Flow, "to" | "ports" | "encryption" | "address">;

/** `https://es.acme.example:9200` as the end of a flow. */
export const reached = (address: string): Reached => {
  if (!URL.canParse(address)) return { to: outside(address), ports: [], encryption: "as the target says" };
  const { hostname, pathname, port, protocol } = new URL(address);
  const number = port === "" ? PORTS[protocol] : Number(port);
  return {
    to: outside(hostname === "" ? pathname : hostname),
    ports: number === undefined ? [] : [{ port: number }],
    encryption: ENCRYPTED.includes(protocol) ? "TLS" : "none",
    address,
  };
};

/** A host that is no part of the platform: in the cluster or beyond it. */
export const outside = (name: string): FlowEnd => ({ kind: "outside", name });

/** What components ask the API server for: pods, targets, the state of objects. */
export const apiServer = { kind: "kubernetes", name: "API server" } as const satisfies FlowEnd;

/** A component that asks the API server. */
export const discovery = (
  path: string,
  { name, namespace }: { readonly name: string; readonly namespace: string },
): Flow => ({
  path,
  from: { kind: "component", name, namespace },
  to: apiServer,
  what: "discovery",
  protocol: "HTTPS",
  ports: [{ port: 443 }],
  encryption: "TLS",
  direction: "back",
});
