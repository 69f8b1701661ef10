/** Exporters of an environment, and of what teams register in it. */
import type { Construct } from "constructs";
import { PostgresExporter, RedisExporter, type BlackboxExporter } from "../components";
import type { NeededExporter } from "../services";
import type { SharedProps } from "./component-props";

export type Exporter = BlackboxExporter | PostgresExporter | RedisExporter;

/** The exporter of one server, which is deployed as all components are. */
export const newExporter = (
  scope: Construct,
  needed: NeededExporter,
  shared: SharedProps,
): PostgresExporter | RedisExporter =>
  needed.kind === "postgres"
    ? new PostgresExporter(scope, needed.name, { ...shared, ...needed.props })
    : new RedisExporter(scope, needed.name, { ...shared, ...needed.props });
