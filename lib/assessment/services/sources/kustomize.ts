/** What overlays of Kustomize change: how many replicas run. */
import { parse } from "yaml";
import type { Structured } from "../../project";
import type { Found, Reader } from "../found";
import { evidence, seen, type ServiceHint } from "../hint";
import { withoutKind } from "../names";
import { isAside } from "../paths";
import { at, count, list, text } from "../values";

export const kustomize: Reader = (project) =>
  ({
    hints: project.files
      .filter(({ name, path }) => /^kustomization\.ya?ml$/i.test(name) && !isAside(path))
      .flatMap((file) => project.structured(file))
      .flatMap((document) => [...replicas(document), ...patches(document)]),
    hosts: [],
  }) satisfies Found;

const hint = (
  { file, lineOf }: Structured,
  keys: readonly (string | number)[],
  name: string | undefined,
  number: number | undefined,
): readonly ServiceHint[] => {
  if (name === undefined || number === undefined) return [];
  const place = evidence(file.path, lineOf(keys), `replicas of ${name}: ${number}`);
  return [
    {
      source: "kubernetes",
      name: withoutKind(name),
      aliases: [name],
      evidence: place,
      confidence: "certain",
      onlyAdds: true,
      replicas: seen(number, "certain", place),
    },
  ];
};

const replicas = (document: Structured): readonly ServiceHint[] =>
  list(at(document.value, "replicas")).flatMap((entry, index) =>
    hint(document, ["replicas", index], text(at(entry, "name")), count(at(entry, "count"))),
  );

/** Patches that stand in the file itself: pieces of objects, and operations on paths. */
const patches = (document: Structured): readonly ServiceHint[] =>
  [
    ...list(at(document.value, "patches")),
    ...list(at(document.value, "patchesStrategicMerge")),
    ...list(at(document.value, "patchesJson6902")),
  ].flatMap((entry, index) => {
    const written = text(at(entry, "patch")) ?? text(entry) ?? "";
    const patch = written.includes("\n") ? parsed(written) : undefined;
    const target = text(at(entry, "target", "name")) ?? text(at(patch, "metadata", "name"));
    const operation = list(patch).find((each) => at(each, "path") === "/spec/replicas");
    return hint(
      document,
      ["patches", index],
      target,
      count(at(operation, "value")) ?? count(at(patch, "spec", "replicas")),
    );
  });

const parsed = (written: string): unknown => {
  try {
    return parse(written.slice(0, 20_000), { maxAliasCount: 100, logLevel: "silent" }) as unknown;
  } catch {
    return undefined;
  }
};
