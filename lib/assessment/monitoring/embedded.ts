/** Files within files: what ConfigMaps hold below `data`, read as documents whose lines are those of the manifest. */
import { LineCounter, parseAllDocuments, type Node } from "yaml";
import type { KubernetesObject, Project, Structured } from "../project";
import { labelsOf, at } from "./reading";

export interface Embedded {
  /** `prometheus.yml` */
  readonly name: string;
  readonly object: KubernetesObject;
  readonly text: string;
  /** Line of its key. */
  readonly line: number;
}

const LONGEST = 2_000_000;

export const embeddedFiles = ({ kubernetes }: Project): readonly Embedded[] =>
  kubernetes.flatMap((object) =>
    (["data", "stringData"] as const).flatMap((key) =>
      object.kind === "ConfigMap" || (object.kind === "Secret" && key === "stringData")
        ? Object.entries(labelsOf(at(object.value, key))).flatMap(([name, text]): readonly Embedded[] =>
            text.length > LONGEST ? [] : [{ name, object, text, line: object.lineOf([key, name]) }],
          )
        : [],
    ),
  );

const MOST_ALIASES = 100;
/** What a parser of YAML gets. */
const LONGEST_YAML = 500_000;

/** Its documents; none where it is malformed. A text on one line has one line. */
export const documentsIn = (embedded: Embedded): readonly Structured[] => {
  try {
    return embedded.text.length > LONGEST_YAML ? [] : parsed(embedded);
  } catch {
    return [];
  }
};

const parsed = ({ text, object, line }: Embedded): readonly Structured[] => {
  const lines = new LineCounter();
  const documents = Array.from(parseAllDocuments(text, { lineCounter: lines, merge: true, logLevel: "silent" }));
  const isOneLine = !text.trimEnd().includes("\n");
  return documents.flatMap((document): readonly Structured[] => {
    if (document.errors.length > 0) return [];
    const lineOf: Structured["lineOf"] = (keys) => {
      for (let length = keys.length; length > 0; length -= 1) {
        const node = document.getIn(keys.slice(0, length), true) as Node | undefined;
        if (node?.range && !isOneLine) return line + lines.linePos(node.range[0]).line;
      }
      return line;
    };
    return [{ file: object.file, value: document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown, lineOf }];
  });
};
