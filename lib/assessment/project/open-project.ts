/** Opens a folder for the assessment: lists it, reads HCL, and everything else when it is asked for. */
import { realpathSync, statSync } from "node:fs";
import { basename } from "node:path";
import picomatch from "picomatch";
import { chartReader } from "./charts";
import { inOrder, isCompose, mayBeCompose } from "./compose";
import { dependenciesOf } from "./dependencies";
import { hclBlocks, jsonBlocks } from "./hcl";
import { hclParser } from "./hcl-parser";
import { mayHoldObjects, objectsOf } from "./kubernetes";
import { LIMITS, type Limits } from "./limits";
import { dockerInstructions, tomlValues, xmlValues } from "./markup";
import { lineAt, lineStarts } from "./positions";
import type { HclBlock, KubernetesObject, Project, ProjectFile, SourceFile, Structured } from "./project";
import { printable, remarks } from "./remarks";
import { settingsOf } from "./settings";
import { isWritten, languageOf } from "./sources";
import { structuredReader } from "./structured";
import { texts } from "./texts";
import { walk } from "./walk";

export interface OpenOptions {
  readonly limits?: Partial<Limits>;
  /** Told what is being done, in a few words. */
  readonly progress?: (text: string) => void;
}

const DOCKERFILE = /^(?:Dockerfile|Containerfile)(?:[.\-_][\w.-]{1,80})?$|\.(?:dockerfile|containerfile)$/i;
const NO_DOCKERFILE = /\.(?:dockerignore|md|txt|sh|py|go|js|ts|ya?ml|json|png|svg)$/i;
const HCL = /\.(?:tf|tofu|hcl|nomad)$/i;

/** @throws where there is no such folder */
export const openProject = async (
  folder: string,
  { limits: own = {}, progress = () => undefined }: OpenOptions = {},
): Promise<Project> => {
  const limits = { ...LIMITS, ...own };
  const end = performance.now() + limits.milliseconds;
  const late = (): boolean => performance.now() > end;
  const root = realpathSync(folder);
  if (!statSync(root).isDirectory()) throw new Error(`${folder} is no folder`);

  const said = remarks();
  const found = walk(root, limits, said, late);
  const files = found.map(({ file }) => file);
  progress(`${files.length.toLocaleString("en")} files listed`);
  const byPath = new Map(files.map((file) => [file.path, file]));
  const textOf = texts(found, limits, said, late);
  const file = (path: string): ProjectFile | undefined => byPath.get(path);
  const chart = chartReader(() => ({ file, structured }));
  const structured = structuredReader(textOf, chart, said);
  const read = <Value>(parse: (file: ProjectFile, text: string) => Value, none: Value) =>
    remembered((each: ProjectFile): Value => {
      const text = textOf(each);
      return text === undefined ? none : parse(each, text);
    });
  const starts = remembered((each: ProjectFile) => lineStarts(textOf(each) ?? ""));
  const lineOf = (each: ProjectFile, text: string): number =>
    text === "" ? 1 : lineAt(starts(each), Math.max(0, textOf(each)?.indexOf(text) ?? 0));
  const toml = read((each, text) => tomlValues(each, text, said), undefined);
  const xml = read((each, text) => xmlValues(each, text, said), undefined);
  const documentsWhere = (fits: (file: ProjectFile, text: string) => boolean): readonly Structured[] =>
    files.flatMap((each) => {
      if (!/\.(?:ya?ml|json|tpl|tmpl|gotmpl)$/i.test(each.name)) return [];
      const text = textOf(each);
      return text !== undefined && fits(each, text) ? structured(each) : [];
    });

  const hcl: HclBlock[] = [];
  const parser = hclParser();
  for (const each of files) {
    if (HCL.test(each.name)) hcl.push(...(await hclBlocks(each, textOf(each) ?? "", parser, said)));
    else if (/\.(?:tf|tofu)\.json$/i.test(each.name))
      hcl.push(...structured(each).flatMap(({ value, lineOf: at }) => jsonBlocks(each, value, at)));
  }
  if (hcl.length > 0) progress(`${hcl.length.toLocaleString("en")} blocks of HCL read`);

  const objects = once((): readonly KubernetesObject[] => documentsWhere(mayHoldObjects).flatMap(objectsOf));
  const compose = once(() => inOrder(documentsWhere(mayBeCompose).filter(isCompose)));
  const dependencies = once(() => dependenciesOf({ files, text: textOf, structured, toml, xml, lineOf }));
  const sources = once((): readonly SourceFile[] =>
    files.flatMap((each) => {
      const language = languageOf(each);
      const text = language === undefined ? undefined : textOf(each);
      return language !== undefined && text !== undefined && isWritten(text) ? [{ file: each, language, text }] : [];
    }),
  );
  return {
    name: printable(basename(root), 200) || "project",
    files,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    file,
    matching: (glob) => {
      const fits = picomatch(glob, { dot: true });
      return files.filter(({ path }) => fits(path));
    },
    text: textOf,
    structured,
    toml,
    xml,
    dockerfile: read((each, text) => dockerInstructions(each, text, said), []),
    settings: read(settingsOf, []),
    lineOf,
    hcl,
    dockerfiles: files.filter(({ name }) => DOCKERFILE.test(name) && !NO_DOCKERFILE.test(name)),
    get leftOut() {
      return said.leftOut;
    },
    get findings() {
      return said.findings;
    },
    get kubernetes() {
      return objects();
    },
    get dependencies() {
      return dependencies();
    },
    get sources() {
      return sources();
    },
    get compose() {
      return compose();
    },
  };
};

/** Asked for by several parts of the assessment, worked out by the first. */
const once = <Value>(make: () => Value): (() => Value) => {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
};

const remembered = <Value>(make: (file: ProjectFile) => Value): ((file: ProjectFile) => Value) => {
  const known = new Map<string, { readonly value: Value }>();
  return (file) => {
    const before = known.get(file.path) ?? { value: make(file) };
    known.set(file.path, before);
    return before.value;
  };
};
