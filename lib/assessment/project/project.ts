/** A project as all parts of the assessment see it: its files, and each format read by its own parser, once, with lines. */
import type { Finding, Values } from "../../model";

export interface ProjectFile {
  /** Below the assessed folder, with `/`. */
  readonly path: string;
  /** The last part of it. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

/** A document of YAML or JSON (`value`), with the line of any key path. */
export interface Structured {
  readonly file: ProjectFile;
  readonly value: unknown;
  /** The line of what stands at a path, or of the nearest thing above it that stands in the file; from 1. */
  readonly lineOf: (keys: readonly (string | number)[]) => number;
}

/** A block of HCL: `resource "aws_sqs_queue" "orders" { … }`. */
export interface HclBlock {
  readonly file: ProjectFile;
  /** `resource`, `data`, `provider`, `module`, `variable`, `terraform`, `job` (Nomad), … */
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Values;
  readonly line: number;
}

export interface DockerInstruction {
  /** In capitals: `FROM`, `EXPOSE`, `CMD`, `HEALTHCHECK`. */
  readonly keyword: string;
  readonly arguments: string;
  readonly line: number;
}

/** A variable of a dotenv file, of an ini or of a properties file. */
export interface Setting {
  /** With its section before it, `section.key`, where the format has sections. */
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

/** A library that a manifest asks for. */
export interface Dependency {
  readonly file: ProjectFile;
  readonly ecosystem: "npm" | "pypi" | "go" | "maven" | "cargo" | "rubygems" | "packagist" | "nuget" | "hex";
  /** As its ecosystem spells it: `@nestjs/core`, `github.com/lib/pq`, `org.springframework.boot:spring-boot-starter-web`. Lower case for pypi and nuget. */
  readonly name: string;
  readonly version?: string;
  /** Only for development or tests. */
  readonly development: boolean;
  readonly line: number;
}

/** An object of Kubernetes (or a list's item), from a manifest, or from a template of Helm as far as it can be read without its engine. */
export interface KubernetesObject {
  readonly file: ProjectFile;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly value: Values;
  readonly lineOf: Structured["lineOf"];
}

/** A program's text, for a look at routes and calls. */
export interface SourceFile {
  readonly file: ProjectFile;
  readonly language:
    | "typescript"
    | "javascript"
    | "python"
    | "go"
    | "java"
    | "kotlin"
    | "csharp"
    | "ruby"
    | "php"
    | "rust"
    | "scala"
    | "elixir";
  readonly text: string;
}

export interface Project {
  /** Name of the folder. */
  readonly name: string;
  /** By path. */
  readonly files: readonly ProjectFile[];
  readonly bytes: number;
  readonly leftOut: readonly { readonly path: string; readonly reason: string }[];
  /** What could not be read; complete when all parts have asked for what they read. */
  readonly findings: readonly Finding[];
  /** The file of this path. */
  readonly file: (path: string) => ProjectFile | undefined;
  /** Files whose path fits a glob: `**` + `/Chart.yaml`. */
  readonly matching: (glob: string) => readonly ProjectFile[];
  /** Undefined for what is binary or cannot be read. */
  readonly text: (file: ProjectFile) => string | undefined;
  /** All documents of a YAML or JSON file; none where it is malformed (a finding tells). Templates of Helm are read with their actions taken out. */
  readonly structured: (file: ProjectFile) => readonly Structured[];
  readonly toml: (file: ProjectFile) => Values | undefined;
  readonly xml: (file: ProjectFile) => Values | undefined;
  readonly dockerfile: (file: ProjectFile) => readonly DockerInstruction[];
  /** dotenv, ini and properties, by the name of the file. */
  readonly settings: (file: ProjectFile) => readonly Setting[];
  /** Line of the first place of a text in a file, 1 where it does not stand there: for formats whose parser tells no lines. */
  readonly lineOf: (file: ProjectFile, text: string) => number;
  /** All blocks of all `*.tf`, `*.tofu`, `*.hcl` and `*.nomad` files, and of `*.tf.json`. */
  readonly hcl: readonly HclBlock[];
  /** Objects of all manifests, in the order of files. */
  readonly kubernetes: readonly KubernetesObject[];
  /** Of all manifests of package managers. */
  readonly dependencies: readonly Dependency[];
  readonly sources: readonly SourceFile[];
  /** Files of Compose, whatever they are called, with the overrides after what they override. */
  readonly compose: readonly Structured[];
  /** Dockerfiles, whatever they are called. */
  readonly dockerfiles: readonly ProjectFile[];
}
