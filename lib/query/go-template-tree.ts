/** The tree of a template in Go's language. */

/** A part of a command. */
export type Operand =
  | { readonly kind: "dot" | "nil" | "literal" }
  | { readonly kind: "string"; readonly value: string }
  /** `.Labels.service` */
  | { readonly kind: "field"; readonly path: readonly string[] }
  /** `$labels.service`; `$` is the empty name. */
  | { readonly kind: "variable"; readonly name: string; readonly path: readonly string[] }
  | { readonly kind: "function"; readonly name: string }
  | { readonly kind: "pipeline"; readonly pipeline: Pipeline; readonly path: readonly string[] };

export interface Pipeline {
  /** Names that it declares or sets. */
  readonly declares: readonly string[];
  readonly commands: readonly (readonly Operand[])[];
}

/** `{{ … }}`, or the head of `if`, `range`, `with`. */
export interface Action {
  readonly keyword?: "if" | "range" | "with" | "template" | "block";
  readonly pipeline: Pipeline;
  /** Whether `.` is what the alert gives here, not an element of a `range` or the value of a `with`. */
  readonly atRoot: boolean;
  /** The text right after it. */
  readonly after: string;
  readonly from: number;
  readonly to: number;
}
