/** Where notifications go: one connection for each kind of channel of each receiver, with no address, since many of these are secrets. */
import type { Flow, RoutingConfiguration } from "../../model";
import { channelsText } from "../../routing";
import type { Pods } from "../../terraform";

export const notificationFlows = (
  path: string,
  { name, namespace }: Pods,
  { receivers }: RoutingConfiguration,
): readonly Flow[] =>
  receivers.flatMap(({ channels }) =>
    channels.map((channel): Flow => {
      const mail = channel.kind === "email";
      return {
        path,
        from: { kind: "component", name, namespace },
        to: { kind: "outside", name: channelsText({ channels: [channel] }) },
        what: "notifications",
        protocol: mail ? "SMTP" : "HTTPS",
        ports: mail ? [] : [{ port: 443 }],
        // A mail server, and an address of one's own, are what the routing says they are.
        encryption: mail || channel.kind === "webhook" ? "as the target says" : "TLS",
        direction: "forth",
      };
    }),
  );
