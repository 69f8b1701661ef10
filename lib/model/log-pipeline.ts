/** The configuration of a log pipeline as data: what it reads, what it does to the lines, and where it sends them. */
import type { Bytes } from "./quantity";

/** One `<name argument> … </name>` of Fluentd's configuration. */
export interface Directive {
  /** `source`, `match`, `label` … */
  readonly name: string;
  /** What stands behind the name: a tag pattern, the name of a label. */
  readonly argument?: string;
  /** Parameters that are undefined are left out. */
  readonly parameters?: Readonly<Record<string, DirectiveValue | undefined>>;
  readonly sections?: readonly Directive[];
  /** Where it comes from in the input, for findings. @default where it stands in the configuration */
  readonly place?: string;
}

export type DirectiveValue = string | number | boolean | JsonValue | EnvironmentVariable | RubyExpression;

/** A list or map, for a parameter that takes one. */
export interface JsonValue {
  readonly kind: "json";
  readonly data: readonly unknown[] | Readonly<Record<string, unknown>>;
}
export const json = (data: JsonValue["data"]): JsonValue => ({ kind: "json", data });

/** Read when Fluentd starts. */
export interface EnvironmentVariable {
  readonly kind: "environmentVariable";
  readonly name: string;
}
export const environmentVariable = (name: string): EnvironmentVariable => ({ kind: "environmentVariable", name });

/** What a record transformer computes of each record. Written by `ruby`, which turns values into Ruby's literals. */
export interface RubyExpression {
  readonly kind: "ruby";
  readonly code: string;
}

/** The configuration of one Fluentd. */
export interface LogPipeline {
  /** `prod.fluentd` */
  readonly path: string;
  /** What stands at the top, in order. */
  readonly directives: readonly Directive[];
  /** The files that its own lines go to. What is read of them makes further lines. @default unknown */
  readonly ownLogs?: string;
  /** The room for all its buffers together. @default unknown */
  readonly disk?: Bytes;
  /** The folder that outlives the pod. @default unknown */
  readonly stateFolder?: string;
  /** Names of the variables that it is started with. @default unknown */
  readonly variables?: readonly string[];
  /** Something asks it for metrics to know whether it lives. */
  readonly probed: boolean;
}
