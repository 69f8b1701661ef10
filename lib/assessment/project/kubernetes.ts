/** Objects of Kubernetes in manifests: documents that say their version, kind and name, and the items of lists. */
import type { Values } from "../../model";
import type { KubernetesObject, ProjectFile, Structured } from "./project";

/** Lists within lists. */
const DEPTH = 4;

/** Whether it pays to read a file: most YAML is about something else. */
export const mayHoldObjects = (file: ProjectFile, text: string): boolean =>
  /\.ya?ml$/i.test(file.name) || /\.yaml\.(?:tpl|tmpl|gotmpl)$/i.test(file.name)
    ? text.includes("kind") && text.includes("apiVersion")
    : /\.json$/i.test(file.name) && text.includes('"kind"') && text.includes('"apiVersion"');

export const objectsOf = (document: Structured): readonly KubernetesObject[] =>
  within(document.file, document.value, document.lineOf, 0);

const within = (
  file: ProjectFile,
  value: unknown,
  lineOf: Structured["lineOf"],
  depth: number,
): readonly KubernetesObject[] => {
  if (depth > DEPTH || !isValues(value)) return [];
  const { apiVersion, kind, items } = value;
  if (typeof apiVersion !== "string" || typeof kind !== "string" || kind === "") return [];
  if (Array.isArray(items) && kind.endsWith("List"))
    return items.flatMap((item: unknown, index) =>
      within(file, item, (keys) => lineOf(["items", index, ...keys]), depth + 1),
    );
  const metadata = isValues(value["metadata"]) ? value["metadata"] : {};
  const namespace = metadata["namespace"];
  return [
    {
      file,
      apiVersion,
      kind,
      name: named(metadata["name"]) || named(metadata["generateName"]),
      ...(typeof namespace === "string" && namespace !== "" ? { namespace } : {}),
      value,
      lineOf,
    },
  ];
};

/** A number is a name that somebody forgot to quote. */
const named = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");

const isValues = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);
