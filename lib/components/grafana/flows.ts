/** Whom Grafana talks to besides the stores of the platform: its database, who logs people in, who sends its mail. */
import type { Flow, FlowEnd } from "../../model";
import { discovery, outside, reached } from "../address";
import type { DataSource } from "../data-source";
import type { Database } from "./database";
import type { GrafanaSettings } from "./props";

type Server = Exclude<Database, { kind: "sqlite" }>;
const PRODUCTS: Readonly<Record<Server["kind"], string>> = { postgres: "PostgreSQL", mysql: "MySQL" };
/** Modes in which nothing is encrypted. */
const PLAIN: readonly string[] = ["disable", "false"];

/** `PostgreSQL at grafana-db.acme.example` */
export const mediumOf = ({ kind, host }: Server): string => `${PRODUCTS[kind]} at ${host}`;

export const grafanaFlows = (
  { database, dashboardConfigMaps, namespace, oauth, releaseName, smtp }: GrafanaSettings,
  farSources: readonly DataSource[],
  path: string,
): readonly Flow[] => {
  const flow = (to: FlowEnd, rest: Omit<Flow, "path" | "from" | "to"> & { readonly to?: FlowEnd }): Flow => ({
    path,
    from: { kind: "component", name: releaseName, namespace },
    to,
    ...rest,
  });
  return [
    ...(database.kind === "sqlite"
      ? []
      : [
          flow(outside(database.host), {
            what: "storage",
            protocol: PRODUCTS[database.kind],
            ports: [{ port: database.port }],
            encryption: PLAIN.includes(database.sslMode) ? "none" : "TLS",
            direction: "both",
          }),
        ]),
    ...(oauth === undefined
      ? []
      : [
          flow(outside(oauth.name), {
            ...reached(oauth.tokenUrl),
            what: "logins",
            protocol: "HTTPS",
            direction: "both",
          }),
        ]),
    ...(smtp === undefined
      ? []
      : [
          flow(outside(smtp.host), {
            what: "mail",
            protocol: "SMTP",
            ports: [{ port: smtp.port }],
            encryption: smtp.startTls === "MandatoryStartTLS" ? "TLS" : "as the target says",
            direction: "forth",
          }),
        ]),
    ...(dashboardConfigMaps === undefined ? [] : [discovery(path, { name: releaseName, namespace })]),
    ...farSources.map(({ url }) =>
      flow(outside(url), { ...reached(url), what: "queries", protocol: "HTTP", direction: "back" }),
    ),
  ];
};
