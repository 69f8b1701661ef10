/** A data source. */
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { GrafanaResource } from "./resource";
import { filled, oneOf, uid } from "./rules";
import {
  bool,
  json,
  jsonObject,
  mapOf,
  optional,
  optionalComputed,
  required,
  sensitive,
  text,
  type ConfigOf,
  type JsonObject,
} from "./table";

/** Headers have an attribute of their own, and the provider refuses them here. */
const HEADERS = /httpHeaderName|httpHeaderValue|teamHttpHeaders/;
const withoutHeaders = jsonObject.refine((data: JsonObject) => !HEADERS.test(JSON.stringify(data)), {
  error: "carries HTTP headers",
  params: { mend: "write them as httpHeaders" },
});

export const dataSource = {
  name: required(text(filled)),
  /** Plug-in: `prometheus`, `loki`, `jaeger`, `alertmanager`, … */
  type: required(text(filled)),
  /** Dashboards name it. Changing it makes a new data source. @default one that Grafana makes up */
  uid: optionalComputed(text(uid)),
  url: optional(text()),
  /** Who sends the queries: Grafana (`proxy`) or the browser (`direct`). @default "proxy" */
  accessMode: optional(text(oneOf("proxy", "direct"))),
  /** The one that panels without a data source use. To move it, make another one the default. @default false */
  isDefault: optional(bool()),
  /** Settings of the plug-in. */
  jsonDataEncoded: optional(json(withoutHeaders)),
  /** Secret settings of the plug-in. They stand in the state: only with tokens of ephemeral or otherwise protected origin. */
  secureJsonDataEncoded: sensitive(optional(json(withoutHeaders))),
  /** Headers of every query. They stand in the state. */
  httpHeaders: sensitive(optional(mapOf())),
  /** @default false */
  basicAuthEnabled: optional(bool()),
  basicAuthUsername: optional(text()),
  username: optional(text()),
  databaseName: optional(text()),
  privateDataSourceConnectNetworkId: optional(text()),
  /** @default the provider's organization */
  orgId: optional(text()),
  id: optionalComputed(text()),
};

export type GrafanaDataSourceConfig = ConfigOf<typeof dataSource> & TerraformMetaArguments;

export class GrafanaDataSource extends GrafanaResource {
  static readonly tfResourceType = "grafana_data_source";

  constructor(scope: Construct, id: string, config: GrafanaDataSourceConfig) {
    super(scope, id, { type: GrafanaDataSource.tfResourceType, table: dataSource }, config);
  }

  get uid(): string {
    return this.getStringAttribute("uid");
  }
}
