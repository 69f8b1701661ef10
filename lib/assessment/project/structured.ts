/** Documents of YAML and JSON: values at once, lines when somebody asks for one. */
import { parseAllDocuments, type Document, type ParseOptions, type DocumentOptions, type SchemaOptions } from "yaml";
import { expandsTooFar } from "./expansion";
import { withoutActions, type Chart } from "./helm-template";
import { jsonValue } from "./json";
import { PARSED, sizeText } from "./limits";
import { nestsTooDeep, yamlNestsTooDeep } from "./nesting";
import { lineAt, lineStarts, offsetOf, type Keys } from "./positions";
import type { ProjectFile, Structured } from "./project";
import type { Remarks } from "./remarks";

/** Unknown tags (`!Ref`, `!vault`) are read as what stands behind them; double keys are the writer's business. */
const OPTIONS: ParseOptions & DocumentOptions & SchemaOptions = {
  uniqueKeys: false,
  merge: true,
  logLevel: "silent",
  prettyErrors: false,
  stringKeys: false,
};

/** Documents whose positions are kept at a time: they take fifty times the room of their text. */
const KEPT = 32;

interface Positions {
  readonly documents: readonly Document[];
  readonly starts: readonly number[];
}

/** `chart`: of the chart that a template of Helm belongs to, undefined for other files. */
export const structuredReader = (
  textOf: (file: ProjectFile) => string | undefined,
  chart: (file: ProjectFile) => Chart | undefined,
  remarks: Remarks,
): ((file: ProjectFile) => readonly Structured[]) => {
  const known = new Map<string, readonly Structured[]>();
  const kept = new Map<string, Positions>();
  const positions = (path: string, text: string): Positions => {
    const before = kept.get(path);
    if (before !== undefined) return before;
    if (kept.size >= KEPT) kept.delete(kept.keys().next().value ?? "");
    const now = { documents: documentsOf(text), starts: lineStarts(text) };
    kept.set(path, now);
    return now;
  };
  const told = (file: ProjectFile, text: string, values: readonly unknown[]): readonly Structured[] =>
    values.map((value, index) => ({
      file,
      value,
      lineOf: (keys: Keys) => {
        const { documents, starts } = positions(file.path, text);
        const document = documents[index];
        return document === undefined ? 1 : lineAt(starts, offsetOf(document, keys));
      },
    }));
  const read = (file: ProjectFile): readonly Structured[] => {
    const text = textOf(file);
    if (text === undefined || text.trim() === "") return [];
    if (isJson(file)) return readJson(file, text);
    if (text.length > PARSED.yaml) return tooLarge(file, text);
    if (yamlNestsTooDeep(text)) return tooDeep(file);
    const template = chart(file);
    const first = template === undefined ? text : withoutActions(text, template);
    const result = yamlValues(first);
    if ("values" in result) return told(file, first, result.values);
    if (!text.includes("{{") && !text.includes("{%")) {
      remarks.problem(
        "assessment/malformed",
        file.path,
        `is no YAML: ${result.problem}`,
        lineAt(lineStarts(text), result.offset),
      );
      return [];
    }
    // A template of something else than Helm, or one whose static part is no document.
    const second = withoutActions(text, undefined);
    const again = template === undefined ? yamlValues(second) : result;
    return "values" in again ? told(file, second, again.values) : [];
  };
  const readJson = (file: ProjectFile, text: string): readonly Structured[] => {
    if (nestsTooDeep(text)) return tooDeep(file);
    const result = jsonValue(text);
    if ("value" in result) return told(file, text, [result.value]);
    if (text.includes("{{")) return [];
    remarks.problem(
      "assessment/malformed",
      file.path,
      `is no JSON: ${result.problem}`,
      lineAt(lineStarts(text), result.offset),
    );
    return [];
  };
  const tooLarge = (file: ProjectFile, text: string): readonly Structured[] => {
    remarks.leaveOut(file.path, `${sizeText(text.length)}: more than ${sizeText(PARSED.yaml)} of YAML`);
    return [];
  };
  const tooDeep = (file: ProjectFile): readonly Structured[] => {
    remarks.problem("assessment/too-deep", file.path, "nests deeper than any configuration does");
    return [];
  };
  return (file) => {
    const before = known.get(file.path);
    if (before !== undefined) return before;
    const now = read(file);
    known.set(file.path, now);
    return now;
  };
};

const isJson = ({ name }: ProjectFile): boolean => /\.(?:json|jsonc|json5|webmanifest)$/i.test(name);

const documentsOf = (text: string): readonly Document[] => {
  try {
    const documents = parseAllDocuments(text, OPTIONS);
    return "empty" in documents ? [] : documents;
  } catch {
    return [];
  }
};

type Read = { readonly values: readonly unknown[] } | { readonly problem: string; readonly offset: number };

const yamlValues = (text: string): Read => {
  try {
    const documents = parseAllDocuments(text, OPTIONS);
    if ("empty" in documents) return { values: [] };
    const [error] = documents.flatMap(({ errors }) => errors);
    if (error !== undefined) return { problem: error.message, offset: error.pos[0] };
    if (documents.some(expandsTooFar)) return { problem: "its aliases stand for more than anybody writes", offset: 0 };
    return { values: documents.map((document): unknown => document.toJS({ maxAliasCount: -1 })) };
  } catch (error) {
    const problem =
      error instanceof RangeError ? "it nests too deep" : error instanceof Error ? error.message : "it cannot be read";
    return { problem, offset: 0 };
  }
};
