/** Whom a pod is told of: by its environment, by the ConfigMaps that it reads, by the words of its command. */
import type { KubernetesObject } from "../../project";
import { evidence, type Mention } from "../hint";
import { at, list, text, textsIn } from "../values";

export const mentionsOf = (
  objects: readonly KubernetesObject[],
  object: KubernetesObject,
  template: unknown,
  path: readonly string[],
): readonly Mention[] => {
  const map = (name: string | undefined) =>
    objects.find(
      (other) =>
        other.kind === "ConfigMap" &&
        other.name === name &&
        (other.namespace === undefined || object.namespace === undefined || other.namespace === object.namespace),
    );
  const texts = (name: string | undefined, only?: string): readonly Mention[] => {
    const found = map(name);
    return found === undefined
      ? []
      : [...textsIn(at(found.value, "data"))]
          .filter(([[key]]) => only === undefined || key === only)
          .map(([keys, written]) => ({
            variable: text(keys.at(-1)) ?? "",
            text: written,
            evidence: evidence(found.file.path, found.lineOf(["data", ...keys]), keys.join(".")),
          }));
  };
  const secret = (name: string | undefined): readonly Mention[] => {
    const found = objects.find((other) => other.kind === "Secret" && other.name === name);
    return found === undefined
      ? []
      : [...textsIn(at(found.value, "stringData"))].map(([keys, written]) => ({
          variable: text(keys.at(-1)) ?? "",
          text: written,
          evidence: evidence(found.file.path, found.lineOf(["stringData", ...keys]), keys.join(".")),
        }));
  };
  const pod = at(template, "spec");
  return [
    ...list(at(pod, "containers")).flatMap((container, index) => [
      ...list(at(container, "env")).flatMap((variable, position): readonly Mention[] => {
        const name = text(at(variable, "name")) ?? "";
        const reference = at(variable, "valueFrom", "configMapKeyRef");
        const place = evidence(
          object.file.path,
          object.lineOf([...path, "spec", "containers", index, "env", position]),
          name,
        );
        const referred = texts(text(at(reference, "name")), text(at(reference, "key"))).map((mention) => ({
          ...mention,
          variable: name,
        }));
        return [
          {
            variable: name,
            text: text(at(variable, "value")) ?? text(at(variable, "valueFrom", "secretKeyRef", "name")) ?? "",
            evidence: place,
          },
          ...referred,
        ];
      }),
      ...list(at(container, "envFrom")).flatMap((from) => [
        ...[...texts(text(at(from, "configMapRef", "name"))), ...secret(text(at(from, "secretRef", "name")))].map(
          (mention): Mention => (mention.variable === undefined ? mention : { ...mention, ifRead: mention.variable }),
        ),
      ]),
      ...[...textsIn(at(container, "args")), ...textsIn(at(container, "command"))].map(([, written]): Mention => ({
        text: written,
        evidence: evidence(object.file.path, object.lineOf([...path, "spec", "containers", index, "args"]), "args"),
      })),
    ]),
    ...list(at(pod, "volumes")).flatMap((volume) => texts(text(at(volume, "configMap", "name")))),
    ...list(at(pod, "initContainers")).flatMap((container) =>
      [...textsIn(at(container, "command")), ...textsIn(at(container, "args"))].map(([, written]): Mention => ({
        text: written,
        evidence: evidence(object.file.path, object.lineOf([...path, "spec", "initContainers"]), "initContainers"),
      })),
    ),
  ];
};
