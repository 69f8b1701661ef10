/** What other objects add to a workload: Services, HorizontalPodAutoscalers and KEDA's ScaledObjects. */
import type { KubernetesObject } from "../../project";
import type { Seen } from "../../assessment";
import type { Found } from "../found";
import { evidence, seen, type ServiceHint } from "../hint";
import { lastPart, withoutKind } from "../names";
import { at, count, list, mapping, port, text } from "../values";

export const isTemplate = (path: string): boolean => /(?:^|\/)templates\//.test(path);

const CONSUMES = /kafka|rabbitmq|sqs|pubsub|servicebus|nats|redis|azure-queue|activemq|pulsar|kinesis|eventhub/;

/** What other objects add to a workload: its least replicas, the port that a Service asks, what makes it grow. */
export const additions = (objects: readonly KubernetesObject[]): Found => {
  const hint = (
    object: KubernetesObject,
    name: string | undefined,
    facts: Partial<ServiceHint>,
  ): readonly ServiceHint[] =>
    name === undefined || name.includes("{{")
      ? []
      : [
          {
            source: isTemplate(object.file.path) ? "helm" : "kubernetes",
            name: withoutKind(name),
            aliases: [name],
            evidence: evidence(object.file.path, object.lineOf(["kind"]), `${object.kind} ${object.name}`),
            confidence: "likely",
            onlyAdds: true,
            ...facts,
          },
        ];
  const hints = objects.flatMap((object): readonly ServiceHint[] => {
    const target = text(at(object.value, "spec", "scaleTargetRef", "name"));
    if (object.kind === "HorizontalPodAutoscaler" || object.kind === "ScaledObject") {
      const keys = object.kind === "ScaledObject" ? ["spec", "minReplicaCount"] : ["spec", "minReplicas"];
      const least = count(at(object.value, ...keys));
      const consumes = list(at(object.value, "spec", "triggers"))
        .map((trigger) => text(at(trigger, "type")) ?? "")
        .find((type) => CONSUMES.test(type));
      return hint(object, target, {
        ...(least === undefined
          ? {}
          : {
              replicas: seen(
                least,
                "likely",
                evidence(object.file.path, object.lineOf(keys), `${keys[1] ?? ""}: ${least}`),
              ),
            }),
        ...(consumes === undefined
          ? {}
          : {
              kind: seen(
                "queue consumer" as const,
                "likely",
                evidence(object.file.path, object.lineOf(["spec", "triggers"]), `trigger ${consumes}`),
              ),
            }),
      });
    }
    if (object.kind !== "Service" || object.apiVersion !== "v1") return [];
    const ports: readonly Seen<number>[] = list(at(object.value, "spec", "ports")).flatMap((each, index) => {
      const number =
        port(at(each, "targetPort")) ?? (at(each, "targetPort") === undefined ? port(at(each, "port")) : undefined);
      return number === undefined
        ? []
        : [
            seen(
              number,
              "likely",
              evidence(object.file.path, object.lineOf(["spec", "ports", index]), `targetPort: ${number}`),
            ),
          ];
    });
    const selector = mapping(at(object.value, "spec", "selector"));
    return hint(object, lastPart(text(selector["app"]) ?? text(selector["app.kubernetes.io/name"]) ?? object.name), {
      ports,
    });
  });
  return { hints, hosts: [] };
};
