/** The Grafana provider, bound by hand: cdktf has no prebuilt one. */
import { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import * as z from "zod";
import { parse } from "../../model";
import { literalDeep } from "../literal";
import { pathOf } from "../model-registry";
import { attributesOf, bool, mapOf, number, optional, schemaOf, sensitive, setOf, text, type ConfigOf } from "./table";

export const PROVIDER_SOURCE = "grafana/grafana";
/** The version that the tables of this folder describe; pinned exactly. */
export const PROVIDER_VERSION = "4.45.1";

/** Of the real provider's 29 attributes, those for Grafana's own products come last; this library uses none of them. */
export const provider = {
  /** Address of Grafana. @default the variable GRAFANA_URL */
  url: optional(text()),
  /** A token, `user:password` or `anonymous`, as an ephemeral variable. @default the variable GRAFANA_AUTH, where it stands in no file */
  auth: sensitive(optional(text())),
  /** Organization; works with `user:password` only, since a token belongs to one. @default 1 */
  orgId: optional(number(z.number().int().positive())),
  /** Headers of every request, e.g. for a proxy in front. @default the variable GRAFANA_HTTP_HEADERS */
  httpHeaders: sensitive(optional(mapOf())),
  /** Attempts of a request that fails. @default 3 */
  retries: optional(number(z.number().int().nonnegative())),
  /** HTTP codes that are tried again. @default 429 and all of 5xx */
  retryStatusCodes: optional(setOf()),
  /** Seconds between attempts. @default 0 */
  retryWait: optional(number(z.number().int().nonnegative())),
  /** Certificate authority, as PEM or as a file. */
  caCert: optional(text()),
  /** Client certificate, as PEM or as a file. */
  tlsCert: optional(text()),
  /** Key of the client certificate, as a file. */
  tlsKey: optional(text()),
  /** @default false */
  insecureSkipVerify: optional(bool()),
  /** Keep a checksum of dashboards in the state instead of all their text. @default false */
  storeDashboardSha256: optional(bool()),
  stackId: optional(number()),
  cloudAccessPolicyToken: sensitive(optional(text())),
  cloudApiUrl: optional(text()),
  cloudProviderAccessToken: sensitive(optional(text())),
  cloudProviderUrl: optional(text()),
  connectionsApiAccessToken: sensitive(optional(text())),
  connectionsApiUrl: optional(text()),
  fleetManagementAuth: sensitive(optional(text())),
  fleetManagementUrl: optional(text()),
  frontendO11yApiAccessToken: sensitive(optional(text())),
  frontendO11yApiUrl: optional(text()),
  k6AccessToken: sensitive(optional(text())),
  k6Url: optional(text()),
  oncallAccessToken: sensitive(optional(text())),
  oncallUrl: optional(text()),
  smAccessToken: sensitive(optional(text())),
  smUrl: optional(text()),
};

export type GrafanaProviderConfig = ConfigOf<typeof provider> & {
  /** Tells several providers of one stack apart. */
  readonly alias?: string;
};

/** Where the stack's Grafana is. Planning already needs it running. */
export class GrafanaProvider extends TerraformProvider {
  static readonly tfResourceType = "grafana";
  readonly #alias?: string;
  readonly #attributes: Record<string, unknown>;

  /** @throws ConfigurationError */
  constructor(scope: Construct, id: string, { alias, ...config }: GrafanaProviderConfig) {
    super(scope, id, {
      terraformResourceType: "grafana",
      terraformGeneratorMetadata: { providerName: "grafana", providerVersion: PROVIDER_VERSION },
      terraformProviderSource: PROVIDER_SOURCE,
    });
    const { httpHeaders, ...rest } = config;
    parse(schemaOf(provider), config, pathOf(scope, id));
    this.#alias = alias;
    this.#attributes = attributesOf(provider, rest);
    // As an override: in a provider's configuration, cdktf would write the headers' names in snake case.
    if (httpHeaders !== undefined) this.addOverride("http_headers", literalDeep(httpHeaders));
  }

  override get alias(): string | undefined {
    return this.#alias;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return this.#attributes;
  }
}
