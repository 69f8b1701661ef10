/** What all resources of the Grafana provider share: validation at construction, and Terraform JSON from their table. */
import { TerraformResource, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import type * as z from "zod";
import { parse } from "../../model";
import { dependableOnce } from "../dependables";
import { pathOf } from "../model-registry";
import { PROVIDER_VERSION } from "./provider";
import { attributesOf, schemaOf, type Table } from "./table";

const schemas = new WeakMap<Table, z.ZodType>();

/** Made once for hundreds of dashboards. */
const schemaFor = (table: Table): z.ZodType => {
  const schema = schemas.get(table) ?? schemaOf(table);
  schemas.set(table, schema);
  return schema;
};

/** Strings are literal text: `${` in them is no expression. Tokens stay references. */
export abstract class GrafanaResource extends TerraformResource {
  readonly #attributes: Record<string, unknown>;

  /** @throws ConfigurationError that lists everything that the provider would refuse */
  protected constructor(
    scope: Construct,
    id: string,
    resource: { readonly type: string; readonly table: Table; readonly schema?: z.ZodType },
    config: TerraformMetaArguments,
  ) {
    const { connection, count, dependsOn, forEach, lifecycle, provider, provisioners, ...own } = config;
    super(scope, id, {
      terraformResourceType: resource.type,
      terraformGeneratorMetadata: { providerName: "grafana", providerVersion: PROVIDER_VERSION },
      ...{ connection, count, forEach, lifecycle, provider, provisioners },
    });
    this.dependsOn = dependsOn?.map(dependableOnce);
    parse(resource.schema ?? schemaFor(resource.table), own, pathOf(scope, id));
    this.#attributes = attributesOf(resource.table, { ...own });
  }

  /** The resource as the provider knows it; what else it is depends on the resource. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return this.#attributes;
  }
}
