/** TOML, XML and Dockerfiles, each read by its own parser; what it cannot read is told. */
import { DockerfileParser } from "dockerfile-ast";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { createRequire } from "node:module";
import type { Values } from "../../model";
import { PARSED, sizeText } from "./limits";
import { nestsTooDeep } from "./nesting";
import type { DockerInstruction, ProjectFile } from "./project";
import type { Remarks } from "./remarks";

/** Its types are those of a module that cannot be required; it itself can. */
const { parse: parseToml } = createRequire(__filename)("smol-toml") as { readonly parse: (text: string) => Values };

/** Whether the text is of a size that its parser ends with. */
const fits = (file: ProjectFile, text: string, format: "toml" | "xml" | "dockerfile", remarks: Remarks): boolean => {
  if (text.length <= PARSED[format]) return true;
  remarks.leaveOut(file.path, `${sizeText(text.length)}: more than ${sizeText(PARSED[format])} of ${format}`);
  return false;
};

export const tomlValues = (file: ProjectFile, text: string, remarks: Remarks): Values | undefined => {
  if (!fits(file, text, "toml", remarks)) return undefined;
  if (nestsTooDeep(text)) return tooDeep(file, remarks);
  try {
    return parseToml(text.startsWith("\ufeff") ? text.slice(1) : text);
  } catch (error) {
    const [words] = (error instanceof Error ? error.message : String(error)).split("\n");
    remarks.problem(
      "assessment/malformed",
      file.path,
      `is no TOML: ${(words ?? "").replace(/^Invalid TOML document: /, "")}`,
      lineIn(error),
    );
    return undefined;
  }
};

const lineIn = (error: unknown): number | undefined =>
  error instanceof Error && "line" in error ? Number(error.line) : undefined;

/** Entities stay as they are written: none is looked up, and none grows. */
const XML = {
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
} as const;

export const xmlValues = (file: ProjectFile, text: string, remarks: Remarks): Values | undefined => {
  if (text.trim() === "" || !fits(file, text, "xml", remarks)) return undefined;
  const malformed = (problem: string, line?: number): undefined =>
    remarks.problem("assessment/malformed", file.path, `is no XML: ${problem}`, line) as undefined;
  try {
    const verdict = XMLValidator.validate(text);
    if (verdict !== true) return malformed(verdict.err.msg, verdict.err.line);
    return new XMLParser(XML).parse(text) as Values;
  } catch (error) {
    return malformed(error instanceof Error ? error.message : String(error));
  }
};

/** What Docker knows; other words at the beginning of a line mean that the file is something else. */
const KEYWORDS: ReadonlySet<string> = new Set(
  "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR".split(
    " ",
  ),
);

export const dockerInstructions = (file: ProjectFile, text: string, remarks: Remarks): readonly DockerInstruction[] => {
  if (text.trim() === "" || !fits(file, text, "dockerfile", remarks)) return [];
  try {
    const instructions = DockerfileParser.parse(text)
      .getInstructions()
      .map((each) => ({
        keyword: each.getKeyword(),
        arguments: each.getArgumentsContent() ?? "",
        line: each.getRange().start.line + 1,
      }));
    const stray = instructions.find(({ keyword }) => !KEYWORDS.has(keyword));
    if (stray === undefined && instructions.some(({ keyword }) => keyword === "FROM")) return instructions;
    if (!text.includes("{{") && !text.includes("{%"))
      remarks.problem(
        "assessment/malformed",
        file.path,
        stray === undefined
          ? "is no Dockerfile: it has no FROM"
          : `is no Dockerfile: there is no instruction ${stray.keyword}`,
        stray?.line ?? 1,
      );
    return instructions.filter(({ keyword }) => KEYWORDS.has(keyword));
  } catch (error) {
    remarks.problem(
      "assessment/malformed",
      file.path,
      `is no Dockerfile: ${error instanceof Error ? error.message : String(error)}`,
    );
    return [];
  }
};

const tooDeep = (file: ProjectFile, remarks: Remarks): undefined =>
  remarks.problem("assessment/too-deep", file.path, "nests deeper than any configuration does") as undefined;
