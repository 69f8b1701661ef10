/** The grammars are CommonJS at run time, but their packages declare their types as those of ES modules. */
declare module "@prometheus-io/lezer-promql" {
  import type { LRParser } from "@lezer/lr";
  export const parser: LRParser;
}

declare module "@grafana/lezer-logql" {
  import type { LRParser } from "@lezer/lr";
  export const parser: LRParser;
}
