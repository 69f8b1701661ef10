/** A pack's rules as a custom resource. */
import { ruleGroups, type DeployedPack } from "../../model";
import type { KubernetesObject } from "../../terraform";

/** The rules of a pack as the operator takes them; nothing for a pack without rules. */
export const ruleObjects = (pack: DeployedPack, namespace: string): readonly KubernetesObject[] => {
  const groups = ruleGroups(pack);
  return groups.length === 0
    ? []
    : [
        {
          apiVersion: "monitoring.coreos.com/v1",
          kind: "PrometheusRule",
          metadata: { name: pack.name, namespace },
          spec: { groups },
        },
      ];
};
