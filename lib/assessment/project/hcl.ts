/** Blocks of HCL (Terraform, OpenTofu, Nomad, Packer): the parser tells no lines, so a block's is looked up by its header. */
import type { Values } from "../../model";
import { PARSED, sizeText } from "./limits";
import { nestsTooDeep } from "./nesting";
import { breaksParser, type HclParser } from "./hcl-parser";
import type { HclBlock, ProjectFile } from "./project";
import type { Remarks } from "./remarks";

/** Of a parser that runs in WebAssembly: brackets cost it more than others. */
const HCL_NESTING = 100;

interface Header {
  readonly type: string;
  readonly labels: readonly string[];
  readonly line: number;
}

const HEADER = /^[ \t]{0,100}([A-Za-z_][\w-]{0,100})((?:[ \t]+(?:"[^"\n]{0,300}"|[A-Za-z_][\w-]{0,100})){0,6})[ \t]*\{/;
const LABEL = /"([^"\n]{0,300})"|([A-Za-z_][\w-]{0,100})/g;

/** All blocks of a file, in the order of their lines. */
export const hclBlocks = async (
  file: ProjectFile,
  text: string,
  parser: HclParser,
  remarks: Remarks,
): Promise<readonly HclBlock[]> => {
  if (text.trim() === "") return [];
  if (text.length > PARSED.hcl) {
    remarks.leaveOut(file.path, `${sizeText(text.length)}: more than ${sizeText(PARSED.hcl)} of HCL`);
    return [];
  }
  if (nestsTooDeep(text, HCL_NESTING) || breaksParser(text)) {
    remarks.problem("assessment/too-deep", file.path, "nests deeper than any configuration does");
    return [];
  }
  try {
    return blocksOf(file, await parser.parse(text), headersOf(text));
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    const line = /\[file\.tf:(\d{1,7}),/.exec(words)?.[1];
    const problem = words.replace(/^parse config: \[file\.tf:[\d,-]{1,40}: ?/, "").replace(/\]$/, "");
    remarks.problem(
      "assessment/malformed",
      file.path,
      `is no HCL: ${problem}`,
      line === undefined ? undefined : Number(line),
    );
    return [];
  }
};

const headersOf = (text: string): readonly Header[] =>
  text.split("\n").flatMap((line, index) => {
    const match = HEADER.exec(line);
    if (match?.[1] === undefined) return [];
    const labels = [...(match[2] ?? "").matchAll(LABEL)].map(([, quoted, plain]) => quoted ?? plain ?? "");
    return [{ type: match[1], labels, line: index + 1 }];
  });

/** As many levels of keys as the header has labels lie between a block's type and its bodies. */
const blocksOf = (file: ProjectFile, root: Values, headers: readonly Header[]): readonly HclBlock[] => {
  const taken = new Map<string, number>();
  return headers.flatMap(({ type, labels, line }): readonly HclBlock[] => {
    const bodies = [type, ...labels].reduce<unknown>(inner, root);
    if (!Array.isArray(bodies)) return [];
    const key = JSON.stringify([type, labels]);
    const index = taken.get(key) ?? 0;
    taken.set(key, index + 1);
    const body: unknown = bodies[index];
    return isValues(body) ? [{ file, type, labels, body, line }] : [];
  });
};

const inner = (value: unknown, key: string): unknown =>
  isValues(value) && Object.hasOwn(value, key) ? value[key] : undefined;

const isValues = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The same of `*.tf.json`, where a block is an object below its type and its labels. */
export const jsonBlocks = (
  file: ProjectFile,
  value: unknown,
  lineOf: (keys: readonly (string | number)[]) => number,
): readonly HclBlock[] => {
  if (!isValues(value)) return [];
  return Object.entries(value).flatMap(([type, content]) => below(file, type, LABELS[type] ?? 0, [], content, lineOf));
};

const LABELS: Readonly<Record<string, number>> = Object.assign(Object.create(null) as Record<string, number>, {
  resource: 2,
  data: 2,
  module: 1,
  provider: 1,
  variable: 1,
  output: 1,
});

const below = (
  file: ProjectFile,
  type: string,
  levels: number,
  labels: readonly string[],
  content: unknown,
  lineOf: (keys: readonly (string | number)[]) => number,
): readonly HclBlock[] => {
  if (levels > 0)
    return isValues(content)
      ? Object.entries(content).flatMap(([label, each]) =>
          below(file, type, levels - 1, [...labels, label], each, lineOf),
        )
      : [];
  const line = lineOf([type, ...labels]);
  return (Array.isArray(content) ? (content as readonly unknown[]) : [content])
    .filter(isValues)
    .map((body) => ({ file, type, labels, body, line }));
};
