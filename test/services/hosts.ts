/** What services are registered with in the tests of this folder, and how it is asked what came of it. */
import { App, TerraformStack } from "cdktf";
import {
  ConfigurationError,
  deployTo,
  existingSecret,
  ObservabilityPlatform,
  PlatformReference,
  verify,
  type Environment,
  type Finding,
  type PlatformReferenceProps,
  type ServiceMonitoring,
} from "../../lib";
import type { Model } from "../../lib/model";
import { modelsOf } from "../../lib/terraform";
import { dev } from "../../stacks/environments/dev";
import { temporaryFolder } from "../stacks/synthesized";

export const CHECKOUT = { name: "checkout", namespace: "shop", team: "shop" } as const;
export const ORDERS_DB = { host: "orders-db.data.svc", credentials: existingSecret("orders-db-monitoring") };

export const platform = (environment: Environment = dev): ObservabilityPlatform => {
  const stack = new TerraformStack(new App({ outdir: temporaryFolder() }), `${environment.name}-platform`);
  deployTo(stack, environment);
  return new ObservabilityPlatform(stack, "observability", environment);
};

export const reference = (
  more: Partial<PlatformReferenceProps> = {},
  app: App = new App({ outdir: temporaryFolder() }),
): PlatformReference => {
  const stack = new TerraformStack(app, `${more.namespace ?? "shop"}-services`);
  deployTo(stack, dev);
  return new PlatformReference(stack, "prod", {
    name: "prod",
    namespace: "shop",
    grafana: "https://grafana.acme.example",
    ...more,
  });
};

export const modelOf = (host: ServiceMonitoring): Model => {
  const [model] = modelsOf(host.node.root);
  if (model === undefined) throw new Error("no model");
  return model;
};

export const packOf = (host: ServiceMonitoring, name: string) => {
  const found = modelOf(host).packs.find(({ path }) => path.endsWith(`.packs.${name}`));
  if (found === undefined) throw new Error(`no pack ${name}`);
  return found.pack;
};

/** What is found wrong, by whatever is done. */
export const findingsOf = (action: () => unknown): readonly Finding[] => {
  try {
    action();
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.findings;
    throw error;
  }
};

export const refused = (action: () => unknown): readonly Pick<Finding, "path" | "problem">[] =>
  findingsOf(action).map(({ path, problem }) => ({ path, problem }));

/** What is found wrong at synthesis. */
export const verified = (host: ServiceMonitoring): readonly Finding[] => findingsOf(() => verify(host.node.root));
