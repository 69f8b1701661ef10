/** Discoveries as prometheus.yml has them. */
import type { Values } from "../../../model";
import type { Discovery, DiscoveryKind } from "./discovery";
import { CLIENT_SETTINGS, httpClientValue, type HttpClient } from "./http-client";
import { secretFile } from "./secrets";
import { inPrometheusFile, without } from "./spelling";

const KEYS: Readonly<Record<DiscoveryKind, string>> = {
  static: "static_configs",
  kubernetes: "kubernetes_sd_configs",
  consul: "consul_sd_configs",
  dns: "dns_sd_configs",
  http: "http_sd_configs",
  file: "file_sd_configs",
  ec2: "ec2_sd_configs",
  gce: "gce_sd_configs",
  azure: "azure_sd_configs",
};

/** The settings of a source, where Prometheus groups some of them differently. */
const regrouped = (source: Discovery): object => {
  switch (source.kind) {
    case "kubernetes": {
      const { namespaces } = source;
      return {
        ...source,
        namespaces: namespaces && inPrometheusFile({ ownNamespace: namespaces.own, names: namespaces.names }),
      };
    }
    case "consul":
      return { ...source, token: undefined };
    case "azure": {
      const { identity } = source;
      return {
        ...without(source, "identity"),
        authenticationMethod: identity.method,
        ...("clientId" in identity && { clientId: identity.clientId }),
      };
    }
    default:
      return source;
  }
};

/** What a source says of itself, without how it is talked to. */
const own = (source: Discovery): object =>
  without<Values, string>({ ...regrouped(source) }, "kind", ...CLIENT_SETTINGS);

const value = (source: Discovery): Values => ({
  ...inPrometheusFile(own(source)),
  ...(source.kind === "consul" && source.token !== undefined
    ? { authorization: { credentials_file: secretFile(source.token, "token") } }
    : {}),
  ...httpClientValue(source as HttpClient),
});

/** All sources of a job, each under the key of its kind: `kubernetes_sd_configs: [...]`. */
export const discoveryConfigs = (sources: readonly Discovery[]): Values => {
  const kinds = [...new Set(sources.map(({ kind }) => kind))];
  return Object.fromEntries(
    kinds.map((kind) => [KEYS[kind], sources.filter((source) => source.kind === kind).map(value)]),
  );
};
